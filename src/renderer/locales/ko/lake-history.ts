import type { Translation } from '../messages'
import type { lakeHistory as english } from '../en/lake-history'

export const lakeHistory: Translation<typeof english> = {
  operation: {
    load: '적재',
    derive: '마트 생성',
    publish: '반영',
    deliver: '내보내기',
    undo: '되돌리기',
    checkpoint: '체크포인트',
    foreign: '외부 도구'
  },
  history: {
    at: '반영 시각',
    operation: '작업',
    partitions: '변경된 파티션',
    rows: '행 증감',
    by: '실행자',
    run: '실행',
    engine: '기록한 도구',
    undo: '되돌리기'
  },
  partition: {
    whole: '전체',
    load: '이 파티션 적재',
    before: '파티션은 해당 실행 이전 상태 그대로입니다.'
  },
  versions: {
    none: '기록된 적이 없는 파티션입니다.',
    one: '버전이 하나뿐이어서 비교할 대상이 없습니다.',
    from: '이전',
    to: '이후',
    fromOf: 'v{{version}}부터 비교',
    toOf: 'v{{version}}까지 비교',
    current: '현재',
    compare: 'v{{from}}[과/와] v{{to}} 비교',
    how: '위 목록에서 두 버전을 선택합니다.'
  },
  diff: {
    title: 'v{{from}} → v{{to}}',
    byKey: '{{key}} 기준으로 대조',
    byRow: '키가 없어 행 전체를 대조',
    added: '추가',
    removed: '삭제',
    changed: '변경',
    unchanged: '동일',
    same: '변경 없음: 두 버전의 내용 해시가 같습니다.',
    sameRows: '다른 행이 없습니다.',
    columns: '열별 변경된 셀',
    samples: '달라진 행',
    someOf: '달라진 {{value}}행 중 {{shown}}행',
    kind: '구분',
    row: '행',
    values: '값'
  },
  files: { none: '이 파티션에는 파일이 없습니다.', at: '기록' },
  inputs: { none: '외부 도구가 기록하여 원본 파일을 알 수 없습니다.', name: '원본 파일', copy: 'SHA-256 전체 복사' },
  runs: {
    none: '이 작업 공간에서 이 파티션을 다룬 실행이 없습니다.',
    attempt: '시도 {{value}}',
    state: {
      running: '실행 중',
      done: '완료',
      unchanged: '변경 없음',
      refused: '반영 차단',
      failed: '실패',
      cancelled: '취소됨',
      interrupted: '중단됨'
    },
    unchanged: '변경 0건',
    versions: '버전',
    read: '읽음',
    written: '반영',
    superseded: '대체됨',
    before: '이전 내용 해시',
    after: '이후 내용 해시',
    log: '로그'
  },
  undo: {
    title: 'v{{version}}의 변경을 되돌립니까?',
    what: '{{name}}의 v{{version}} 변경({{by}} 실행)을 되돌립니다. 아래 파티션이 그 이전 내용으로 돌아갑니다.',
    safe: '삭제되는 데이터는 없습니다. 되돌리기는 새 버전으로 기록되며 다시 되돌릴 수 있습니다.',
    now: '현재 행',
    after: '되돌린 뒤 행',
    gone: '없음',
    beyond_other: '같은 실행이 선택 영역 밖의 파티션 {{value}}개도 변경했으며, 함께 되돌아갑니다.',
    confirm_other: '파티션 {{value}}개 되돌리기'
  },
  outcome: {
    unchanged: '변경 없음: 데이터 레이크의 내용이 이미 같습니다.',
    undone_other: 'v{{version}}[으로/로] 되돌렸습니다. 파티션 {{value}}개가 이전 내용으로 돌아갔으며, 다시 되돌릴 수 있습니다.',
    loaded_other: 'v{{version}}[으로/로] 적재했습니다. 파티션 {{value}}개가 변경되었습니다.',
    read: '{{value}}행 읽음',
    written: '{{value}}행 반영',
    quarantined: '{{value}}건 격리',
    superseded: '{{value}}행 대체됨'
  }
}
