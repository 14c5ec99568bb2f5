import type { Translation } from '../messages'
import type { overview as english } from '../en/overview'

export const overview: Translation<typeof english> = {
  overview: {
    title: '현황',
    none: '아직 데이터셋이 없습니다. 데이터를 추가하면 매일 아침 도착 여부를 이 화면에서 확인할 수 있습니다.',
    need_other: '데이터셋 {{total}}개 중 {{needing}}개 확인 필요',
    well_other: '데이터셋 {{total}}개 모두 정상',
    asOf: '데이터 기준일 {{date}}',
    gaps_other: '누락 파티션 {{value}}개',
    noDate: '모든 데이터가 갖춰진 기준일 없음',
    opens: '{{market}} 개장까지 {{time}}',
    closes: '{{market}} 마감까지 {{time}}',
    theMarket: '장',
    clock: {
      back: '시계가 {{time}} 뒤로 조정되었습니다({{at}}). 일정은 지금 시계를 따릅니다.',
      ahead:
        '시계가 {{time}} 앞으로 조정되었거나 컴퓨터가 절전 상태였습니다({{at}}까지). 그동안 도래한 구간은 데이터셋 설정에 따라 실행하거나 건너뜁니다.'
    },
    status_other: '확인 필요 {{value}}개',
    statusWell: '모두 정상',
    backfillMissing: '누락 백필 ({{value}})',
    backfillWhich: '데이터셋 선택',
    partitionsOf_other: '파티션 {{value}}개',
    checkLate: '지연 다시 확인 ({{value}})',
    checked: {
      started_other: '데이터셋 {{value}}개의 원본을 다시 확인했습니다.',
      still_other: '{{value}}개는 아직 도착하지 않았습니다.'
    },
    today: '오늘',
    zone: '{{zone}} 기준 시각',
    column: {
      dataset: '데이터셋',
      expected: '도착 기한',
      state: '상태',
      strip: '최근 {{value}}개 구간',
      rows: '행',
      median: '중앙값 대비',
      affects: '영향 범위',
      note: '메모'
    },
    medianOf: '데이터가 있는 최근 20개 구간의 중앙값({{value}}행) 대비{{calendar}}',
    byCalendar: ', {{calendar}} 기준',
    expectedHint: '{{interval}}, 도착 기한 {{at}}',
    nextHint: '다음 {{at}}',
    late: '지연 {{time}}',
    arrived: '{{at}} 도착',
    behind: { missing: '누락 {{value}}', failed: '실패 {{value}}', refused: '반영 차단 {{value}}', stale: '갱신 필요 {{value}}' },
    standstill: {
      interrupted: '백필 중단됨',
      paused: '백필 일시 중지',
      review: '백필 반영 대기',
      space: '백필 디스크 공간 대기',
      quota: '호출 한도 대기'
    },
    strip: {
      label: '{{name}} 최근 {{value}}개 구간: {{counts}}',
      count: '{{state}} {{value}}',
      rows_other: '{{value}}행',
      late: '{{time}} 늦음'
    },
    affectsList_other: '{{name}}[으로/로] 만드는 데이터셋 {{value}}개',
    owner: '담당 {{owner}}',
    note: {
      of: '{{name}} 메모',
      edit: '{{name}} 메모 수정',
      text: '확인된 내용',
      placeholder: '공급사 장애',
      until: '알림 보류 시각',
      untilHint: '13:00 또는 날짜를 포함해 2026-09-01 13:00',
      wrong: '지금 이후의 시각을 HH:MM 또는 YYYY-MM-DD HH:MM 형식으로 입력합니다.',
      hour: '1시간',
      morning: '내일 08:00',
      save: '저장',
      remove: '메모 삭제',
      snoozed: '{{at}}까지 보류',
      by: '{{by}}, {{at}}'
    },
    runs: {
      title: '최근 24시간',
      none: '최근 24시간 동안 실행이 없습니다.',
      label: '최근 24시간 실행 시간표',
      bar: '{{dataset}}, {{kind}}, {{state}}, {{at}}, {{time}}',
      more: '{{value}}건 중 최근 {{shown}}건입니다.',
      all: '전체 실행',
      kind: { load: '적재', derive: '마트 생성', publish: '반영', undo: '되돌리기', deliver: '내보내기' },
      state: {
        running: '실행 중',
        done: '완료',
        unchanged: '변경 없음',
        refused: '반영 차단',
        failed: '실패',
        cancelled: '취소됨',
        interrupted: '중단됨'
      }
    },
    schedules: {
      title: '실행 일정',
      none: '일정이 있는 데이터셋이 없습니다. 일정은 데이터셋 파일에 적습니다.',
      next: '다음 실행',
      rule: '일정',
      last: '최근',
      after: '{{names}} 완료 후',
      arrival: '파일이 도착하면',
      on: '사용',
      paused: '일시 중지',
      active: '{{name}} 일정',
      missed_other: '{{value}}회 지나침',
      tick: { due: '예정', run: '실행', skipped: '건너뜀', failed: '실패' }
    },
    cron: { minutes: '{{step}}분마다', daily: '매일 {{time}}', weekdays: '평일 {{time}}', monthly: '매월 {{day}}일 {{time}}' },
    minutes: '{{value}}분',
    hours: '{{hours}}시간 {{minutes}}분',
    days: '{{days}}일 {{hours}}시간'
  }
}
