import type { Translation } from '../messages'
import type { deliveries as english } from '../en/deliveries'

export const deliveries: Translation<typeof english> = {
  deliveries: {
    targets: '내보내는 테이블',
    none: '내보내는 테이블이 없습니다. 데이터셋 파일의 "deliver"에 테이블을 적으면 파티션이 바뀔 때마다 보냅니다.',
    now: '지금 내보내기',
    nothing: '모든 테이블이 데이터 레이크와 같습니다. 보낸 것이 없습니다.',
    sent_other: '파티션 {{value}}개를 보내고 다시 읽어 확인했습니다.',
    table: '테이블',
    at: '내보낸 시각',
    why: '실패 사유',
    state: { delivered: '내보냄', behind: '뒤처짐', failed: '실패', running: '실행 중' },
    shares: '스프레드시트용 URL',
    create: 'URL 만들기',
    noShares: 'URL로 읽는 곳이 없습니다. Excel, Google Sheets, Power BI, pandas에서 읽을 URL을 여기서 만들고 폐기합니다.',
    once: '지금 주소를 복사하십시오. 다시 표시되지 않습니다. 주소를 가진 사람은 이 데이터셋을 읽을 수 있습니다.',
    copy: '주소 복사',
    excel: 'Excel: 데이터 › 웹에서에 .csv 주소를 넣습니다. 모두 새로 고침을 누르면 다시 읽습니다.',
    powerBi: 'Power BI: 데이터 가져오기 › 웹에 .csv 또는 .parquet 주소를 넣습니다. 새로 고침을 누르면 다시 읽습니다.',
    sheets:
      'Google Sheets는 외부에서 실행되어 이 컴퓨터에 접근할 수 없습니다. .csv 주소를 여기서 내려받아 가져오거나, Sheets가 접근할 수 있는 터널 뒤에서 "penstock serve"를 실행합니다.',
    alive:
      'Penstock이 이 컴퓨터에서 실행되는 동안 응답합니다. "penstock serve --port 8080"으로 실행하면 다시 시작해도 주소가 같습니다.',
    neverRead: '읽은 적 없음',
    reads_other: '{{value}}회 읽음',
    lastRead: '최근',
    revoke: '폐기',
    revokeNow: '지금 폐기'
  }
}
