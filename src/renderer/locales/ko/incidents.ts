import type { Translation } from '../messages'
import type { incidents as english } from '../en/incidents'

export const incidents: Translation<typeof english> = {
  incidents: {
    title: '데이터 이상',
    list: '데이터 이상 목록, 심각한 순',
    none: '확인할 데이터 이상이 없습니다. 품질 점검, 수집, 내보내기가 모두 정상입니다.',
    nothingFound: '조건에 맞는 데이터 이상이 없습니다.',
    count_other: '{{value}}건',
    countOf: '{{value}}건 중 {{shown}}건',
    unchanged: '변경된 내용은 없습니다.',
    severity: { block: '반영 차단', warn: '경고', info: '특이' },
    state: { open: '확인 전', acknowledged: '확인함', snoozed: '알림 보류', closed: '종료' },
    kind: { check: '품질 점검', anomaly: '이상치', collect: '수집', deliver: '내보내기' },
    snoozedUntil: '{{at}}까지 보류',
    closedBy: { good: '자동 종료', person: '종료' },
    filter: { state: '상태', dataset: '데이터셋', kind: '종류', text: '데이터셋, 점검, 파티션 검색' },
    markOne: '{{name}} {{dt}} 선택',
    markGroup: '{{name}} {{value}}건 모두 선택',
    marked: { label: '선택한 데이터 이상', count_other: '{{value}}건 선택', clear: '선택 해제' },
    groupCount_other: '{{value}}건',
    groupSay: '{{subject}}: {{sentence}}',
    first: '최초',
    last: '최근',
    failingRows_other: '해당 {{value}}행',
    affects_other: '영향 {{value}}개 데이터셋',
    ownedBy: '담당 {{owner}}',
    act: { acknowledge: '확인', snooze: '알림 보류…', note: '메모…', close: '종료…', reopen: '다시 열기' },
    form: {
      snooze: { title: '알림 보류', text: '사유', placeholder: '공급사 장애', save: '보류' },
      note: { title: '메모', text: '확인된 내용', placeholder: '공급사에 문의함', save: '메모 저장' },
      close: { title: '종료', text: '사유', placeholder: '실제 값으로 확인', save: '종료' },
      until: '다시 알릴 시각',
      untilHint: '13:00 또는 날짜를 포함해 2026-09-01 13:00',
      untilWrong: '지금 이후의 시각을 HH:MM 또는 YYYY-MM-DD HH:MM 형식으로 입력합니다.',
      needed: '내용을 입력합니다.',
      presets: '자주 쓰는 시각',
      preset: { hour: '1시간 뒤', evening: '오늘 18:00', morning: '내일 09:00' }
    },
    detail: {
      label: '데이터 이상 상세',
      again: '이 파티션 다시 받기',
      expected: '기준',
      seen: '실제',
      check: '점검',
      first: '최초 발생',
      last: '최근 발생',
      times: '발생 횟수',
      times_value_other: '{{value}}회',
      owner: '담당',
      run: '실행',
      partition: '파티션',
      openRun: '실행 열기',
      rows: '해당 행',
      rowsShown: '{{value}}행 중 {{shown}}행',
      noRows: '파티션 전체를 보는 점검이므로 개별 행은 없습니다.',
      affects: '영향 범위',
      affectsNone: '이 데이터로 만드는 데이터셋이 없습니다.',
      history: '이력',
      back: '전체 목록'
    },
    event: {
      opened: '발생',
      seen: '다시 발생',
      acknowledged: '확인함',
      snoozed: '알림 보류',
      woke: '보류 끝남',
      noted: '메모',
      closed: '종료',
      reopened: '다시 열림'
    },
    eventWhy: {
      good: '다시 점검한 결과 정상입니다.',
      removed: '데이터셋이 삭제되었습니다.',
      dropped: '점검이 더 이상 선언되어 있지 않습니다.',
      undone: '적재를 되돌렸습니다.',
      restored: '데이터셋이 복원되었습니다.'
    },
    itself: 'Penstock',
    panel: {
      title: '데이터 이상 ({{value}})',
      none: '확인할 데이터 이상이 없습니다.',
      all: '전체 데이터 이상',
      more: '그 밖에 {{value}}건'
    },
    badge_other: '데이터 이상 {{value}}건',
    palette: { open: '확인 전 데이터 이상 보기', closed: '종료된 데이터 이상 보기', of: '{{name}}의 데이터 이상' },
    weekday: { mon: '월요일', tue: '화요일', wed: '수요일', thu: '목요일', fri: '금요일', sat: '토요일', sun: '일요일' },
    reasonOther: '{{subject}}: {{values}}',
    whole: '전체',
    peers: { weekday: '같은 {{weekday}}', before: '이전 파티션' },
    limit: { none: '없음', share: '{{share}} 이하' },
    explained: ' · 설명된 변동 {{value}}건',
    note: {
      split: '액면분할, 가격 기준으로 설명됨',
      unadjusted: '수정주가에 반영되지 않은 액면분할',
      limit: '가격제한폭',
      beyond: '가격제한폭 초과',
      listing: '신규 상장'
    },
    bounds: { both: '{{min}} ~ {{max}}', min: '{{min}} 이상', max: '{{max}} 이하', none: '제한 없음' },
    changes: { added: '추가 {{list}}', removed: '삭제 {{list}}', changed: '변경 {{list}}' },
    reason: {
      load_too_many_bad: {
        say: '읽을 수 없는 행이 {{read}}행 중 {{refused}}행 · 허용 {{most}}',
        expected: '읽을 수 없는 행 {{most}} 이하',
        seen: '{{read}}행 중 {{refused}}행'
      },
      load_duplicate_keys: {
        say: '키가 이미 있는 행 {{repeated}}행',
        expected: '행마다 다른 키',
        seen: '{{repeated}}행 중복'
      },
      ok: { say: '정상', expected: '–', seen: '–' },
      not_published: { say: '판정 안 함 · 반영되지 않은 파티션', expected: '반영된 파티션', seen: '없음' },
      anomaly_low: {
        say: '{{measureName}} {{value}} · {{peers}} 중앙값 {{median}}에 비해 이례적으로 낮음',
        expected: '{{median}} 안팎 (|z| {{threshold}} 이하)',
        seen: '{{value}} · z {{z}}'
      },
      anomaly_high: {
        say: '{{measureName}} {{value}} · {{peers}} 중앙값 {{median}}에 비해 이례적으로 높음',
        expected: '{{median}} 안팎 (|z| {{threshold}} 이하)',
        seen: '{{value}} · z {{z}}'
      },
      anomaly_returns: {
        say: '{{entity}} {{date}} 등락률 {{change}}{{noteText}} · 이례적 변동 {{count}}건{{explainedText}}',
        expected: '등락률 {{median}} 안팎 (|z| {{threshold}} 이하)',
        seen: '{{entity}} {{change}} · z {{z}}'
      },
      anomaly_unadjusted: {
        say: '{{entity}} {{date}} 등락률 {{change}} · 액면분할로 보이나 수정주가에 반영되지 않음 · 이례적 변동 {{count}}건{{explainedText}}',
        expected: '액면분할이 반영된 수정주가',
        seen: '{{entity}} {{date}} {{change}}'
      },
      column_missing: { say: '열 {{column}}[이/가] 없음', expected: '열 {{column}}', seen: '해당 열 없음' },
      column_type: {
        say: '열 {{column}}의 타입({{type}})은 이 점검으로 판정할 수 없음',
        expected: '점검할 수 있는 타입',
        seen: '{{column}}: {{type}}'
      },
      rows_low: { say: '행 수 {{rows}} · 최소 {{min}}', expected: '{{min}}행 이상', seen: '{{rows}}행' },
      rows_high: { say: '행 수 {{rows}} · 최대 {{max}}', expected: '{{max}}행 이하', seen: '{{rows}}행' },
      rows_fewer: {
        say: '행 수 {{rows}} · {{peers}} 중앙값 {{median}}의 {{ofMedian}}',
        expected: '{{median}}행 ± {{within}} ({{peers}} {{partitions}}개의 중앙값)',
        seen: '{{rows}}행 · 중앙값의 {{ofMedian}}'
      },
      rows_more: {
        say: '행 수 {{rows}} · {{peers}} 중앙값 {{median}}의 {{ofMedian}}',
        expected: '{{median}}행 ± {{within}} ({{peers}} {{partitions}}개의 중앙값)',
        seen: '{{rows}}행 · 중앙값의 {{ofMedian}}'
      },
      history_short: {
        say: '판정 안 함 · 비교할 파티션 {{partitions}}개, 최소 {{needed}}개 필요',
        expected: '파티션 {{needed}}개',
        seen: '파티션 {{partitions}}개'
      },
      freshness_none: {
        say: '{{column}}에 최신성을 판단할 값이 없음',
        expected: '파티션 끝에서 {{allowed}} 이내의 값',
        seen: '값 없음'
      },
      freshness_old: {
        say: '{{column}}의 최신 값 {{newest}} · 파티션 끝보다 {{minutes}} 전, 허용 {{allowed}}',
        expected: '파티션 끝에서 {{allowed}} 이내',
        seen: '{{newest}} · {{minutes}} 전'
      },
      nulls_share: {
        say: '{{column}} 값 없음 · {{rows}}행 중 {{failing}}행({{share}})',
        expected: '값 없는 행 {{limit}}',
        seen: '{{rows}}행 중 {{failing}}행 · {{share}}'
      },
      unique_repeated: {
        say: '{{columns}} 중복 · {{rows}}행 중 {{failing}}행({{share}})',
        expected: '{{columns}} 중복 없음',
        seen: '{{failing}}행이 서로 중복'
      },
      unique_keyless: { say: '판정 안 함 · 데이터셋에 키가 없음', expected: '키', seen: '키 없음' },
      range_outside: {
        say: '{{column}} 범위({{bounds}}) 벗어남 · {{rows}}행 중 {{failing}}행({{share}})',
        expected: '{{column}} {{bounds}}, 벗어난 행 {{limit}}',
        seen: '{{least}} ~ {{greatest}} · {{failing}}행 벗어남'
      },
      values_unknown: {
        say: '{{column}}에 허용되지 않은 값 · {{rows}}행 중 {{failing}}행({{share}})',
        expected: '허용된 값, 그 밖의 행 {{limit}}',
        seen: '{{rows}}행 중 {{failing}}행 · {{share}}'
      },
      rule_untrue: {
        say: '규칙({{sql}}) 위반 · {{rows}}행 중 {{failing}}행({{share}})',
        expected: '{{sql}}, 위반 {{limit}}',
        seen: '{{rows}}행 중 {{failing}}행 · {{share}}'
      },
      ratio_differs: {
        say: '{{left}} / {{right}} 비율이 {{within}} 넘게 다름 · {{rows}}행 중 {{failing}}행({{share}})',
        expected: '{{left}} / {{right}} = {{median}} ± {{within}}',
        seen: '{{least}} ~ {{greatest}} · {{failing}}행 벗어남'
      },
      reference_none: { say: '판정 안 함 · {{dataset}}에 비교할 파티션이 없음', expected: '{{dataset}} 파티션', seen: '없음' },
      reference_absent: {
        say: '{{dataset}}.{{refColumn}}({{reference}})에 없는 {{column}} · {{rows}}행 중 {{failing}}행({{share}})',
        expected: '{{reference}} 기준 {{dataset}}.{{refColumn}}에 있는 값, 없는 행 {{limit}}',
        seen: '{{rows}}행 중 {{failing}}행 · {{share}}'
      },
      reconcile_none: { say: '판정 안 함 · {{dataset}}에 비교할 파티션이 없음', expected: '{{dataset}} 파티션', seen: '없음' },
      reconcile_differs: {
        say: '{{measure}} 불일치 · 이 데이터 {{left}}, {{dataset}} {{right}}, 허용 {{within}}',
        expected: '{{right}} ± {{within}} ({{dataset}})',
        seen: '{{left}}'
      },
      schema_first: { say: '판정 안 함 · 이전 파티션이 없음', expected: '이전 파티션', seen: '없음' },
      schema_differs: { say: '열 구성 변경 · {{changes}}', expected: '이전 파티션과 같은 열과 타입', seen: '{{changes}}' }
    }
  }
}
