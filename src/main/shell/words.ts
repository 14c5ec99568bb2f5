import { app } from 'electron'
import type { IncidentSummary } from '../../pipeline/contract'
import type { IncidentNotice } from './incident-news'

type ManyIncidents = Extract<IncidentNotice, { kind: 'many' }>

const words = {
  ko: {
    app: 'Penstock',
    open: '창 열기',
    quit: '끝내기',
    jobs: (count: number) => (count === 0 ? '실행 중인 작업 없음' : `실행 중인 작업 ${count}개`),
    needing: (count: number) => (count === 0 ? '모든 데이터셋 정상' : `확인 필요한 데이터셋 ${count}개`),
    worse: (count: number, dataset: string | null) =>
      dataset === null ? `데이터셋 ${count}개를 확인해야 합니다.` : `${dataset}: 확인이 필요합니다. 전체 ${count}개`,
    incident: ({ dataset, dt, subject }: IncidentSummary) => `${dataset} ${dt}: 데이터 이상 (${subject})`,
    incidents: ({ count, dataset, others }: ManyIncidents) =>
      `${count}건의 데이터 이상: ${dataset}${others === 0 ? '' : ` 외 ${others}`}`,
    edit: '편집',
    view: '보기',
    window: '창',
    reload: '다시 읽기',
    newWindow: '새 창',
    leave: '실행 중인 작업이 있습니다.',
    leaveDetail: (count: number) =>
      `지금 끝내면 작업 ${count}개가 중단됩니다. 커밋된 데이터는 안전하며, 중단된 작업은 다시 실행할 수 있습니다.`,
    stay: '계속 실행',
    leaveNow: '중단하고 끝내기',
    cannotOpen: '작업 공간을 열 수 없습니다'
  },
  en: {
    app: 'Penstock',
    open: 'Open window',
    quit: 'Quit',
    jobs: (count: number) => (count === 0 ? 'No job is running' : count === 1 ? '1 job is running' : `${count} jobs are running`),
    needing: (count: number) =>
      count === 0 ? 'All datasets are well' : count === 1 ? '1 dataset needs you' : `${count} datasets need you`,
    worse: (count: number, dataset: string | null) =>
      dataset === null ? `${count} datasets need you.` : `${dataset} needs you; ${count} in all.`,
    incident: ({ dataset, dt, subject }: IncidentSummary) => `${dataset} ${dt}: something is wrong with the data (${subject})`,
    incidents: ({ count, dataset, others }: ManyIncidents) =>
      `${count} data incidents: ${dataset}${others === 0 ? '' : others === 1 ? ' and 1 other' : ` and ${others} others`}`,
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    reload: 'Reload',
    newWindow: 'New window',
    leave: 'Jobs are still running.',
    leaveDetail: (count: number) =>
      `Quitting now interrupts ${count === 1 ? '1 job' : `${count} jobs`}. What was committed is safe, and an interrupted job can be run again.`,
    stay: 'Keep running',
    leaveNow: 'Interrupt and quit',
    cannotOpen: 'The workspace cannot be opened'
  }
}
export type Words = (typeof words)['en']

/** The shell's own words, in the settings' language or the system's. */
export function wordsFor(language: 'ko' | 'en' | 'system'): Words {
  const chosen = language === 'system' ? (app.getLocale().startsWith('ko') ? 'ko' : 'en') : language
  return words[chosen]
}
