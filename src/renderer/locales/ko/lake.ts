import type { Translation } from '../messages'
import type { lake as english } from '../en/lake'

export const lake: Translation<typeof english> = {
  lake: { title: '데이터 레이크' }
}
