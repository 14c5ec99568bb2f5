import type { Translation } from '../messages'
import type { health as english } from '../en/health'

export const health: Translation<typeof english> = {
  health: {
    title: '시스템 상태',
    ok: '엔진, 디스크, 호출 한도, 스케줄에 이상이 없습니다.',
    disk: {
      title: '디스크',
      free: '남은 공간',
      freeOf: '{{total}} 중 {{free}}',
      unknown: '알 수 없음',
      daysLeft: '현재 증가 속도',
      days: '{{value}}일 뒤 가득 참',
      noGrowth: '수년간 충분',
      lake: '테이블',
      raw: '보관한 응답',
      state: '이력과 설정',
      logs: '그중 로그'
    },
    engine: {
      title: '엔진',
      since: '시작 시각',
      memory: '메모리',
      clients: '연결된 창과 명령줄',
      jobs: '실행 중인 작업',
      delay: '가장 긴 멈춤(99 %)',
      workers: '프로세스',
      role: { load: '적재', read: '조회', collect: '수집' },
      worker: { ready: '준비됨', starting: '시작 중', down: '필요할 때 시작' }
    },
    quotas: {
      title: '일일 호출 한도',
      none: '호출 횟수를 세는 연결이 없습니다.',
      connection: '연결',
      used: '오늘 사용',
      perDay: '한도',
      unlimited: '제한 없음',
      resets: '초기화 시각',
      exhausted: '소진',
      waiting: '대기 중인 백필'
    },
    schedules: {
      title: '스케줄',
      none: '스케줄로 실행되는 데이터셋이 없습니다.',
      dataset: '데이터셋',
      late: '최근 실행의 지연',
      days: '{{value}}일',
      usual: '보통',
      waiting: '대기',
      failed: '시작 실패'
    },
    retention: {
      title: '보존',
      none: '데이터 레이크에 데이터셋이 없습니다.',
      note: '현재 버전이 쓰지 않는 파일은 {{days}}일 동안 보관합니다. 그동안 모든 버전을 읽고 되돌릴 수 있습니다.',
      dataset: '데이터셋',
      live: '현재 버전',
      kept: '이전 버전용 보관',
      old: '기간 지남: 비울 수 있음',
      files: '파일',
      raw: '보관한 응답',
      sum: '합계'
    }
  }
}
