import type { Translation } from '../messages'
import type { shell as english } from '../en/shell'

export const shell: Translation<typeof english> = {
  nav: { lake: '데이터 레이크', add: '데이터 추가', settings: '설정', label: '화면', fold: '메뉴 접기', unfold: '메뉴 펼치기' },
  shell: {
    skip: '본문으로 건너뛰기',
    palette: '검색 또는 명령 실행',
    jobs_other: '작업 {{count}}개 실행 중',
    jobsNone: '작업',
    toDark: '어두운 테마로 전환',
    toLight: '밝은 테마로 전환',
    statusBar: '상태',
    lakeBytes: '레이크 {{size}}',
    engineReady: '엔진',
    engineConnecting: '엔진에 연결하는 중',
    engineLost: '엔진 연결 끊김, 다시 연결하는 중',
    workerDown: '엔진, 적재 프로세스 재시작 중',
    lostTitle: '엔진에 연결할 수 없습니다',
    lostText: '화면의 내용이 최신이 아닐 수 있습니다. 반영된 데이터는 안전하며, 자동으로 다시 연결합니다.'
  },
  tray: {
    title: '작업',
    empty: '이 작업 공간에서 실행된 작업이 없습니다.',
    running: '실행 중',
    finished: '완료',
    took: '{{time}} 소요',
    result: '결과 열기',
    dataset: '{{name}} 열기',
    kind: {
      load: '적재',
      undo: '되돌리기',
      recognise: '형식 인식',
      check: '점검',
      diff: '버전 비교',
      fsck: '레이크 검증',
      demo: '데모 레이크 생성'
    },
    state: {
      queued: '대기',
      running: '실행 중',
      cancelling: '취소하는 중',
      done: '완료',
      failed: '실패',
      cancelled: '취소됨',
      interrupted: '중단됨'
    }
  },
  palette: {
    placeholder: '데이터셋, 파티션(kor_close 2021-03), 화면, 명령',
    nothing: '일치하는 항목이 없습니다.',
    screens: '화면',
    datasets: '데이터셋',
    partitions: '파티션',
    actions: '명령',
    openPartition: '{{name}}의 {{dt}} 파티션 열기',
    themeDark: '어두운 테마',
    themeLight: '밝은 테마',
    themeSystem: '시스템 테마',
    languageKo: '한국어',
    languageEn: 'English',
    densityCompact: '표 간격 좁게',
    densityComfortable: '표 간격 넓게',
    jobs: '작업 보기',
    shortcuts: '키보드 단축키'
  },
  keys: {
    title: '키보드 단축키',
    screen: '1~9번째 화면으로 이동',
    go: '{{screen}}[으로/로] 이동',
    palette: '검색 또는 명령 실행',
    rows: '다음 행, 이전 행',
    open: '행 열기',
    jobs: '작업 보기',
    back: '뒤로, 앞으로',
    help: '이 목록 보기',
    copy: '머리글을 포함해 행 복사'
  },
  settings: {
    title: '설정',
    appearance: '화면 표시',
    language: '언어',
    languageSystem: '시스템 설정에 따름',
    theme: '테마',
    themes: { light: '밝게', dark: '어둡게', system: '시스템 설정에 따름' },
    density: '표 간격',
    densities: { compact: '좁게', comfortable: '넓게' },
    zone: '시간대',
    zoneHint: '시각을 표시하는 시간대입니다. 날짜와 시간대 없는 시각은 그대로 표시합니다.',
    workspace: '작업 공간',
    name: '이름',
    folder: '폴더',
    lake: '데이터 레이크',
    version: 'Penstock 버전',
    readOnly: '접근 권한',
    readOnlyYes: '읽기 전용',
    readOnlyNo: '읽기와 쓰기',
    datasets: '데이터셋',
    size: '레이크 크기',
    free: '디스크 여유 공간',
    shortcuts: '키보드'
  },
  crash: {
    title: '이 화면이 중단되었습니다',
    safe: '데이터와 실행 중인 작업은 엔진에 있으므로 영향을 받지 않습니다.',
    reload: '창 새로 고침',
    missing: '해당 화면이 없습니다.',
    home: '데이터 레이크로 이동'
  }
}
