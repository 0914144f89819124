import { ConfirmButton } from '../../ui/ConfirmButton'

/** Ends a token, once that was confirmed. */
export const RevokeToken = ({ name, busy, onRevoke }: { name: string; busy: boolean; onRevoke: () => void }) => (
  <ConfirmButton
    label="Revoke"
    ariaLabel={`Revoke ${name}`}
    effect="Programs that use it are refused from this moment on. It cannot be taken back."
    confirm="Revoke token"
    disabled={busy}
    onConfirm={onRevoke}
  />
)
