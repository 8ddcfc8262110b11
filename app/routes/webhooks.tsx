import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { pipeline } from '../pipeline.server.ts'

export function action({ request }: ActionFunctionArgs) {
  return pipeline.intake.receive(request)
}

export function loader({ request }: LoaderFunctionArgs) {
  return pipeline.intake.receive(request)
}
