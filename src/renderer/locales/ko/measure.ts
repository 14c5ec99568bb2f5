import type { Translation } from '../messages'
import type { measure as english } from '../en/measure'

export const measure: Translation<typeof english> = {
  measure: {
    rows: '행 수',
    none: '아직 측정할 파티션이 없습니다.',
    median: '중앙값',
    label: '{{name}} 파티션별 {{measure}}',
    about_other: '{{of}}개 중 {{value}}개 특이',
    band: '범위: 중앙값 ± 강건 편차 {{threshold}}배',
    bandSeasonal: '범위: 같은 요일 중앙값 ± 강건 편차 {{threshold}}배',
    against: '중앙값 {{median}}',
    unusual: '특이',
    column: { dt: '파티션', unusual: '특이 여부' }
  }
}
