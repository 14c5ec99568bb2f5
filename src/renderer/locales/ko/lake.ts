import type { Translation } from '../messages'
import type { lake as english } from '../en/lake'
import { lakeHistory } from './lake-history'

export const lake: Translation<typeof english> = {
  lake: {
    title: '데이터 레이크',
    list: {
      label: '데이터 레이크의 데이터셋',
      search: '데이터셋 찾기',
      none: '아직 데이터셋이 없습니다. 파일을 끌어다 놓거나 폴더, 파일, URL을 지정합니다.',
      sample: '예: prices.csv.gz, 일별 파일 폴더, https://example.com/fx.csv',
      nothingFound: '해당하는 데이터셋이 없습니다.',
      add: '데이터 추가',
      back: '데이터 레이크로 이동',
      fold: '{{name}}의 파티션 접기',
      unfold: '{{name}}의 파티션 펼치기'
    },
    column: {
      name: '데이터셋',
      states: '파티션 상태',
      recent: '최근',
      range: '기간',
      rows: '행',
      bytes: '크기',
      files: '파일',
      partitions: '파티션',
      writtenAt: '최근 반영',
      state: '상태',
      dt: '파티션',
      quarantined: '격리',
      version: '버전',
      schemaId: '스키마',
      digest: '내용 해시',
      why: '사유'
    },
    fact: {
      asOf: '기준일',
      next: '다음 도착 기한',
      expected: '도착 기한',
      schedule: '일정',
      stage: '단계',
      madeFrom: '입력',
      feeds: '출력',
      owner: '담당',
      source: '원본'
    },
    stage: { collect: '수집', lake: '데이터 레이크', warehouse: '웨어하우스', mart: '마트' },
    lineage: {
      label: '{{name}}의 데이터 흐름',
      none: '이 데이터셋의 앞뒤에 연결된 데이터가 없습니다.',
      node: '{{name}}, {{stage}}',
      source: '원본 {{location}}',
      current: '현재 데이터셋',
      edge: {
        all: '전체',
        same: '같은 기간',
        whole: '전체 테이블',
        lookback: '같은 기간과 이전 {{value}}개 기간'
      }
    },
    query: { about: '각 파티션을 이 쿼리로 만듭니다. 쿼리는 데이터셋 파일에서 수정합니다.', copy: 'SQL 복사' },
    stale: {
      input: '{{input}} 변경({{seen}} → {{now}})',
      query: '쿼리 변경',
      more: '그 밖에 {{value}}건'
    },
    tab: {
      partitions: '파티션',
      rows: '데이터',
      schema: '스키마',
      quality: '품질',
      quarantine: '격리',
      history: '버전 이력',
      lineage: '데이터 흐름',
      deliveries: '내보내기',
      query: 'SQL',
      versions: '버전',
      files: '파일',
      inputs: '원본 파일',
      runs: '실행 이력'
    },
    dataset: { load: '적재', nothingLoaded: '아직 적재된 데이터가 없습니다. 적재를 누르면 원본을 읽어 파티션을 채웁니다.' },
    grid: {
      label: '{{name}}의 기간별 파티션',
      help: '화살표 키로 이동, Shift와 화살표 키로 범위 선택, 스페이스로 하나 선택, Enter로 열기, Esc로 선택 해제.',
      year: '연도',
      weekdays: '월 화 수 목 금 토 일',
      hoursLate: '{{value}}시간 지연',
      held: '{{expected}}개 구간 중 {{held}}개',
      provisional: '잠정치',
      deviation: '중앙값 대비 {{value}}',
      quarantined: '격리 {{value}}건',
      legend: '상태별 파티션 수',
      withQuarantine: '격리된 행 있음',
      unusual: '행 수가 중앙값과 크게 다름',
      means: {
        ok: '예정된 데이터가 모두 있음',
        empty: '적재했으나 0건',
        partial: '예정된 구간 중 일부만 있음',
        missing: '기한이 지났거나 범위 안인데 데이터가 없음',
        late: '가장 최근 구간이 도착 기한을 넘김',
        stale: '입력 또는 SQL이 변경되어 다시 만들어야 함',
        running: '실행 중',
        failed: '최근 실행이 오류로 끝남',
        refused: '품질 점검에서 최근 실행의 반영을 막음'
      }
    },
    table: { label: '{{name}}의 파티션 목록' },
    selection: {
      label: '선택 영역',
      how: '파티션 위를 끌거나 Shift와 화살표 키로 범위를 선택합니다. 범위를 직접 입력해도 됩니다.',
      from: '시작',
      to: '끝',
      wrong: '{{example}} 형식으로 시작과 끝을 순서대로 입력합니다.',
      clear: '선택 해제',
      load: '선택한 파티션 적재',
      backfill: '백필…',
      compare: '버전 비교',
      undo: '최근 변경 되돌리기'
    },
    rows: {
      title: '첫 행',
      none: '행이 없습니다.',
      about: '{{value}}행 중 첫 부분입니다. 쿼리는 실행하지 않았습니다.'
    },
    schema: {
      of: 'null 비율, 최솟값, 최댓값은 {{dt}} 파티션 기준입니다.',
      name: '열',
      type: '타입',
      unit: '단위',
      nullable: 'null 허용',
      nulls: 'null',
      min: '최솟값',
      max: '최댓값',
      physical: '파일 안 이름',
      source: '원본 이름',
      description: '설명',
      key: '키',
      partition: '파티션',
      yes: '예',
      no: '아니요'
    },
    quarantine: {
      title: '격리된 행',
      none: '격리된 행이 없습니다.',
      about_other: '읽을 수 없는 {{value}}건을 격리했습니다. 나머지 행은 모두 적재했습니다.',
      first: '앞의 {{value}}건만 표시합니다.',
      reason: '사유',
      column: '열',
      value: '값',
      file: '파일',
      line: '줄',
      byte: '바이트',
      raw: '읽은 그대로의 행'
    },
    reason: {
      cell_type: '타입에 맞지 않는 값',
      cell_null: '필수 값 누락',
      row_ragged: '필드 개수 불일치',
      row_quote: '닫히지 않은 따옴표',
      row_too_long: '너무 긴 행',
      row_encoding: '인코딩에 없는 문자',
      row_json: 'JSON 객체가 아님',
      row_partition: '파티션을 알 수 없음',
      row_key: '키 누락',
      other: '기타'
    },
    code: { button: '코드 복사', title: '다른 도구에서 {{name}} 읽기', copy: '이 코드 복사' },
    ...lakeHistory
  }
}
