import type { Translation } from '../messages'
import type { add as english } from '../en/add'

export const add: Translation<typeof english> = {
  add: {
    title: '데이터 추가',
    about: '파일, 폴더, URL을 레이크의 데이터셋으로 만듭니다.',
    over: '처음부터',
    steps: { point: '위치 지정', recognise: '형식 인식', shape: '데이터셋 구성', check: '점검' },
    point: {
      label: '경로 또는 URL',
      placeholder: '/data/close.csv.gz, 폴더 또는 https://…',
      go: '형식 인식',
      browse: '찾아보기…',
      hide: '목록 닫기',
      pick: '파일 선택…',
      sentence: '파일을 창 아무 곳에나 놓거나, 파일·폴더·URL을 지정하십시오.',
      formats: 'CSV·TSV(UTF-8, CP949), JSON Lines, Parquet. 압축하지 않은 파일과 gz, zip, tar.gz',
      drop: '놓으면 형식을 인식합니다',
      dropHint: '적재는 따로 지시하기 전까지 시작하지 않습니다.',
      uploading: '{{name}} 전송 중',
      uploadFailed: '{{name}}[을/를] 전송하지 못했습니다',
      onlyFirst:
        '한 번에 하나만 추가합니다. {{name}}[을/를] 골랐습니다. {{count}}개를 한 데이터셋으로 읽으려면 폴더를 지정하십시오.',
      useFolder: '이 폴더 사용',
      up: '상위 폴더',
      fileName: '이름',
      fileSize: '크기',
      folderEmpty: '빈 폴더입니다.'
    },
    line: {
      label: '인식한 원본',
      asName: '데이터셋 {{name}}',
      load: '적재',
      details: '상세',
      hide: '상세 접기',
      codes: '{{names}} 문자',
      rows: '{{value}}행',
      rowsAbout: '약 {{value}}행',
      look: '적재 전에 확인할 항목: {{what}}',
      doubt: {
        format: '형식',
        encoding: '인코딩',
        delimiter: '구분자',
        header: '머리글',
        columns: '열 형식',
        partition: '파티션'
      }
    },
    read: {
      format: '형식',
      encoding: '인코딩',
      delimiter: '구분자',
      header: '첫 행',
      headerYes: '열 이름',
      headerNo: '데이터',
      quote: '따옴표',
      quoteNone: '없음',
      nulls: '값 없음을 뜻하는 글자',
      nullsHint: '빈 칸 외에 추가할 글자. Enter로 추가합니다.',
      pattern: '대상 파일',
      patternHint: '패턴. 예: **/*.csv',
      template: '경로에서 읽는 값',
      templateHint: '예: {ticker}/{date:%Y%m%d}_trade.zip',
      delimiters: { comma: '쉼표', tab: '탭', semicolon: '세미콜론', pipe: '세로줄' },
      reading: '다시 읽는 중'
    },
    columns: {
      title: '열',
      name: '이름',
      source: '원본 열',
      type: '형식',
      certainty: '확실성',
      samples: '예시 값',
      notes: '근거',
      decimal: '십진수',
      position: '{{n}}번째 열',
      path: '경로의 {{name}}',
      unnamed: '(이름 없음)',
      rename: '이름을 두 번 누르거나 F2로 바꿀 수 있습니다.',
      emptyName: '열 이름을 입력하십시오.',
      takenName: '{{name}}[은/는] 이미 있는 열 이름입니다.',
      types: {
        text: '문자',
        integer: '정수',
        float: '실수',
        boolean: '참/거짓',
        date: '날짜',
        datetime: '일시(시간대 없음)',
        timestamp: '시각(시간대 있음)',
        time: '하루 중 시각'
      },
      note: {
        leading_zeros: '앞자리 0',
        iso_date: 'ISO 날짜',
        exponent: '지수 표기',
        all_empty: '모두 빈 칸',
        mixed: '값이 섞임',
        wide_integer: '64비트 초과',
        has_nulls: '빈 칸 있음'
      }
    },
    preview: { title: '첫 행', empty: '원본에 행이 없습니다.' },
    notes: {
      header_duplicate: '{{name}} 열이 여러 개여서 뒤의 열에 번호를 붙였습니다.',
      header_unnamed: '원본의 {{position}}번째 열에 이름이 없습니다.',
      columns_differ: '파일마다 열이 다릅니다.',
      other: '{{code}}: {{values}}'
    },
    shape: {
      name: '이름',
      nameHint: '글자, 숫자, _ . -. 레이크의 폴더 이름으로도 씁니다.',
      key: '기본 키',
      keyHint: '한 행을 가리키는 열입니다. 없으면 행 전체로 비교합니다.',
      partition: '파티션 기준',
      partitionNone: '파티션 없음',
      grain: '파티션 단위',
      grains: { day: '일', month: '월' },
      mode: '적재 방식',
      modes: {
        full: '전체: 원본이 곧 전체 데이터',
        incremental: '증분: 키마다 최신 행을 유지',
        append: '추가: 행을 더하기만 함'
      },
      latestBy: '최신 판단 기준',
      latestByNone: '나중에 나온 행',
      sort: '정렬 기준',
      zone: '날짜와 시각의 시간대',
      badCell: '읽을 수 없는 값',
      badCells: { row: '해당 행을 격리', cell: '빈 값으로 두고 기록' },
      maxBad: '적재 차단 기준',
      maxBadUnit: '% 초과 불량 행',
      taken: '같은 이름의 데이터셋이 있습니다. 적재하면 데이터셋 파일을 교체하며, 테이블의 이전 버전은 모두 남습니다.',
      takenReplace: '데이터셋 파일 교체'
    },
    file: {
      title: '데이터셋 파일',
      hint: '적재할 때 {{file}}에 저장합니다. 여기서 편집할 수 있습니다.',
      invalid: '아직 올바르지 않습니다. 마지막으로 올바른 내용을 적재에 사용합니다.',
      json: 'JSON이 아닙니다: {{message}}'
    },
    check: {
      run: '점검',
      again: '다시 점검',
      hint: '전체를 읽기만 하고 쓰지 않습니다. 적재 결과를 미리 확인합니다.',
      summary: '적재하면 {{read}}행 중 {{good}}행을 {{partitions}}에 씁니다.',
      refused: '적재가 차단됩니다. 불량 {{bad}}행이 허용 비율 {{share}}[을/를] 넘습니다.',
      quarantined_other: '{{value}}행 격리 예정',
      superseded_other: '{{value}}행은 이후 행으로 대체 예정',
      partition: '파티션',
      rows: '행',
      change: '변경',
      changes: { created: '신규', replaced: '교체', unchanged: '변경 없음', emptied: '비움' },
      file: '파일',
      line: '줄',
      column: '열',
      value: '값',
      reason: '이유',
      bad: '불량 행',
      bytes: '{{size}} 읽음'
    },
    load: {
      running: '{{name}} 적재 중',
      saving: '데이터셋 파일 저장 중',
      done: '{{name}}[을/를] 레이크에 적재했습니다',
      unchanged: '{{name}} 변경 없음',
      unchangedHint: '같은 입력에서 같은 내용이 나와 새 버전을 만들지 않았습니다.',
      written: '{{value}}행 적재',
      quarantined: '{{value}}행 격리',
      superseded: '{{value}}행 대체',
      open: '레이크에서 {{name}} 열기',
      another: '다른 데이터 추가',
      safe: '데이터 레이크는 변경되지 않았습니다.',
      replace: '데이터셋 파일을 교체하고 적재',
      rename: '다른 이름 사용',
      interrupted: '적재가 중단되었습니다. 반영된 내용은 안전하며, 다시 시작하면 이어서 완료합니다.'
    },
    loadNote: {
      number_exponent: '{{column}} 열의 지수 표기 숫자 {{number}}개를 정확한 값으로 읽었습니다',
      cell_nulled: '{{column}} 열의 읽을 수 없는 값 {{number}}개를 빈 값으로 두었습니다',
      column_absent: '파일 {{number}}개에 {{column}} 열이 없어 빈 값으로 두었습니다',
      column_extra: '파일 {{number}}개에 데이터셋에 없는 {{column}} 열이 있습니다',
      input_seen: '이미 적재한 입력 {{number}}개를 건너뛰었습니다',
      other: '{{code}} ({{column}}): {{number}}'
    }
  }
}
