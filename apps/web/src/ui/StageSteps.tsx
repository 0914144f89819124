import { enumLabel } from '../lib/labels'
import classes from './StageSteps.module.css'

const clientStages = ['PROSPECT', 'ONBOARDING', 'ACTIVE', 'DORMANT', 'CLOSED']

/** How far something has come, a client where no other order is given: its steps, the present one in ink, and its name. */
export function StageSteps({ stage, order = clientStages }: { stage: string; order?: readonly string[] }) {
  const at = order.indexOf(stage)
  return (
    <span className={classes.stage}>
      <span className={classes.steps} aria-hidden>
        {order.map((step, index) => (
          <span key={step} data-step={index === at ? 'now' : index < at ? 'past' : 'ahead'} />
        ))}
      </span>
      {enumLabel(stage)}
    </span>
  )
}
