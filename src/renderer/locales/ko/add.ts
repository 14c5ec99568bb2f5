import type { Translation } from '../messages'
import type { add as english } from '../en/add'

export const add: Translation<typeof english> = {
  add: { title: '데이터 추가' }
}
