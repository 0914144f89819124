/**
 * The close code of a graphql-ws socket whose caller's reach or permissions are no more what they were when it was opened:
 * it is opened anew with the same credentials. (4403 says that the credentials themselves hold no more.)
 */
export const accessChangedCode = 4205
