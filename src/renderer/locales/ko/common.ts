import type { Translation } from '../messages'
import type { common as english } from '../en/common'

export const common: Translation<typeof english> = {
  common: {
    retry: '다시 시도',
    cancel: '취소',
    close: '닫기',
    open: '열기',
    copied: '복사됨',
    copyDigest: '내용 해시 전체 복사',
    loading: '불러오는 중',
    none: '없음',
    simulated: '모의 데이터',
    simulatedHint: '생성된 데이터이며 실제 데이터가 아닙니다.'
  },
  state: {
    ok: '정상',
    empty: '0건',
    partial: '일부 적재',
    stale: '갱신 필요',
    running: '실행 중',
    missing: '누락',
    late: '지연',
    failed: '실패',
    refused: '반영 차단',
    market_closed: '휴장',
    out_of_range: '기간 밖',
    future: '예정'
  },
  certainty: { sure: '확실', likely: '유력', guess: '추정' },
  progress: { rows_other: '{{value}}행', eta: '{{time}} 남음', cancelling: '취소하는 중' },
  phase: {
    queued: '대기',
    recognising: '형식 인식',
    starting: '시작하는 중',
    fetching: '가져오는 중',
    reading: '읽는 중',
    typing: '값 변환',
    checking: '점검',
    writing: '쓰는 중',
    committing: '반영 중',
    merging: '키로 병합',
    comparing: '비교',
    hashing: '내용 해시 계산',
    verifying: '검증',
    generating: '생성',
    working: '처리 중'
  },
  grid: { noRows: '행이 없습니다', selectAll: '모든 행 선택' },
  count: {
    rows_other: '{{value}}행',
    columns_other: '{{value}}개 열',
    files_other: '파일 {{value}}개',
    partitions_other: '파티션 {{value}}개',
    datasets_other: '데이터셋 {{value}}개',
    jobs_other: '작업 {{value}}개'
  }
}
