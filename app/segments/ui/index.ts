export { NativeList } from './native-list.tsx'
export { SegmentEditor } from './segment-editor.tsx'
export { SegmentList } from './segment-list.tsx'
