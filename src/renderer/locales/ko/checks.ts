import type { Translation } from '../messages'
import type { checks as english } from '../en/checks'

export const checks: Translation<typeof english> = {
  checks: {
    title: '품질 점검',
    none: '선언된 품질 점검이 없습니다. 과거 데이터로 점검을 제안받을 수 있습니다.',
    add: '점검 추가',
    try: '과거에 적용해 보기',
    suggest: '점검 제안 받기',
    edit: '수정',
    editOne: '{{id}} 수정',
    remove: '삭제',
    removeOne: '{{id}} 삭제',
    judging: '점검하는 중',
    measures: '지표 추이',
    strip: '{{id}} 최근 파티션: 정상 {{ok}}, 실패 {{failed}}, 판정 안 함 {{skipped}}',
    state: { ok: '정상', failed: '실패', skipped: '판정 안 함' },
    severity: { block: '반영 차단', warn: '경고만' },
    kind: {
      rows: '행 수',
      freshness: '최신성',
      nulls: '빈 값',
      unique: '중복',
      range: '범위',
      values: '허용 값',
      rule: '규칙',
      ratio: '비율',
      reference: '참조',
      reconcile: '대사',
      schema: '열 구성'
    },
    says: {
      except: '{{sentence}} (전체 행의 {{share}}까지 예외 허용)',
      rowsWithin: '행 수가 이전 파티션 {{last}}개(일별이면 같은 요일) 중앙값의 ± {{within}} 이내',
      rowsBounds: '행 수 {{bounds}}',
      freshness: '{{column}}의 최신 값이 파티션 끝에서 {{time}} 이내',
      nulls: '{{column}}에 빈 값 없음',
      unique: '{{columns}} 중복 없음',
      uniqueKey: '키 중복 없음',
      range: '{{column}} {{bounds}}',
      values: '{{column}} 값이 {{values}} 중 하나',
      rule: '모든 행에서 {{sql}}',
      ratio: '{{left}} / {{right}} 비율이 모든 행에서 중앙값의 ± {{within}} 이내',
      reference: '모든 {{column}} 값이 {{dataset}}.{{refColumn}}에 있음',
      referenceAsOf: '모든 {{column}} 값이 해당 일자 기준 {{dataset}}.{{refColumn}}에 있음',
      reconcile: '{{measure}} 값이 {{dataset}}의 {{refMeasure}}[과/와] ± {{within}} 이내로 일치',
      schema: '열과 타입이 이전 파티션과 같음'
    },
    history: {
      title: '과거 적용 결과',
      about_other: '파티션 {{value}}개에 적용해 본 결과입니다. 변경된 내용은 없습니다.',
      fired_other: '{{of}}개 중 {{value}}개에서 실패',
      skipped_other: '· {{value}}개 판정 안 함',
      more: '그 밖에 {{value}}개'
    },
    suggestions: {
      title: '과거 데이터로 제안하는 점검',
      none: '새로 제안할 점검이 없습니다.',
      evidence: '{{reason}} · 근거: 파티션 {{partitions}}개, {{rows}}행',
      add: '추가',
      addOne: '{{id}} 추가'
    },
    because: {
      suggest_rows: '행 수가 대체로 중앙값의 {{usual}} 이내, {{judged}}개 중 {{fired}}개에서 실패',
      suggest_key: '키 {{columns}} 중복은 {{judged}}개 중 {{fired}}개',
      suggest_schema: '열 구성 변경은 {{judged}}개 중 {{fired}}개',
      suggest_fresh: '{{column}}의 최신 값이 파티션 끝에서 최대 {{days}}일 전',
      suggest_never_null: '{{column}}에 빈 값이 없었음',
      suggest_few_values: '{{column}}의 값은 {{distinct}}가지뿐',
      suggest_range: '{{column}}의 값이 항상 {{least}} ~ {{greatest}}',
      suggest_ratio: '{{left}} / {{right}} 비율이 거의 일정, {{judged}}개 중 {{fired}}개에서 실패',
      suggest_reference: '모든 {{column}} 값이 {{dataset}}.{{refColumn}}에 있었음',
      other: '파티션 {{judged}}개 중 {{fired}}개에서 실패'
    },
    form: {
      new: '점검 추가',
      change: '{{id}} 수정',
      kind: '종류',
      id: '이름',
      severity: '실패하면',
      incomplete: '항목을 모두 입력하면 점검 내용이 문장으로 표시됩니다.',
      save: '점검 추가',
      saveChange: '수정 저장'
    },
    field: {
      column: '열',
      columns: '열 (비우면 키)',
      min: '최소',
      max: '최대',
      within: '허용 범위 ±',
      last: '중앙값을 구할 파티션 수',
      maxMinutes: '파티션 끝에서 최대 몇 분',
      maxShare: '예외 허용 비율',
      values: '허용 값',
      listHint: '한 줄에 하나',
      sql: '한 행의 열에 대한 조건 (SQL)',
      left: '분자 열',
      right: '분모 열',
      dataset: '다른 데이터셋',
      refColumn: '그 데이터셋의 열',
      asOf: '같은 날짜 기준',
      measure: '이 데이터셋의 집계식 (SQL)',
      refMeasure: '다른 데이터셋의 집계식 (비우면 같음)'
    },
    problem: {
      needed: '입력이 필요합니다',
      number: '알맞은 숫자가 아닙니다',
      name: '문자, 숫자, _만 사용합니다',
      taken: '이미 있는 이름입니다',
      bounds: '기준이 하나 이상 필요합니다'
    }
  }
}
