export { todosOf, type Todo } from './todo.ts'
