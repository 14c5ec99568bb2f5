import type { Translation } from '../messages'
import type { collect as english } from '../en/collect'

export const collect: Translation<typeof english> = {
  collect: {
    title: '데이터 추가: 날짜별 수집',
    about: '날짜마다 다시 받을 수 있는 API나 데이터베이스 테이블입니다.',
    open: 'API 또는 데이터베이스에서 가져오기…',
    from: {
      title: '가져올 곳',
      http: '다른 API',
      httpAbout: '날짜별로 묻는 JSON, XML, CSV 응답.',
      table: '데이터베이스 테이블',
      tableAbout: 'MySQL 또는 MariaDB를 날짜별로, 또는 새로 들어온 행만 읽습니다.',
      documentation: '문서',
      over: '다른 곳 선택'
    },
    template: {
      name: '데이터셋',
      connection: '연결',
      connectionHint: '이 이름으로 만듭니다. 이미 있으면 그 연결을 사용합니다.',
      secret: '비밀 값: {{name}}',
      secretHint: '작업 공간의 파일에 남지 않으며 다시 표시되지 않습니다.',
      list: '쉼표, 공백, 줄 바꿈으로 구분',
      go: '설정하기'
    },
    ask: {
      title: '요청 내용',
      connection: '연결',
      noConnection: '해당하는 연결이 아직 없습니다.',
      makeConnection: '새 연결',
      method: '방식',
      path: '경로',
      pathHint: '{from:%Y%m%d}와 {to:%Y%m%d}는 요청할 첫날과 마지막 날, {secret.이름}은 연결의 비밀 값입니다.',
      query: '쿼리',
      queryHint: '한 줄에 이름=값 하나',
      body: '본문',
      format: '응답 형식',
      rows: '행이 있는 위치',
      rowsHint: '점으로 구분한 이름: response.body.items',
      interval: '요청 단위',
      intervals: { day: '일', month: '월' },
      table: '테이블',
      by: '날짜 컬럼',
      byHint: '이 컬럼으로 일 또는 월을 골라 읽습니다.',
      watermark: '워터마크 컬럼',
      watermarkHint: '계속 커지는 숫자나 시각입니다. 날짜 없이 적재하면 새로 들어온 행만 읽습니다.'
    },
    preview: {
      title: '시험 요청',
      dt: '날짜',
      run: '한 번 요청',
      note: '한 번만 요청하며 아무것도 보관하지 않습니다.',
      asked: '요청',
      status: '상태 {{status}} · {{bytes}}',
      total: '전체 {{value}}행',
      raw: '응답',
      paths: '행이 있을 만한 위치',
      use: '{{path}}의 행({{value}})',
      root: '최상위',
      rows: '첫 행',
      none: '그 위치에는 행이 없습니다.',
      take: '이 컬럼 {{value}}개 사용'
    },
    shape: {
      title: '데이터셋',
      name: '이름',
      nameRule: '문자나 숫자로 시작해 문자, 숫자, _ . - 만 쓰고 64자를 넘지 않아야 합니다. 장치 이름은 쓸 수 없습니다.',
      key: '키',
      partition: '파티션 기준',
      none: '나누지 않음',
      mode: '적재 방식',
      modes: { full: '전체: 응답이 해당 날짜의 전부', incremental: '증분: 같은 키의 행을 교체' }
    },
    save: {
      go: '데이터셋 저장',
      saved: '{{name}}[을/를] 저장했습니다. 아직 수집하지는 않았습니다.',
      backfill: '첫 백필 계획하기',
      show: '데이터셋 열기'
    }
  }
}
