/** Why a file could not be read, from what the system said. */
import { FileError, type FileFailureReason } from '../core/fileCalls/model.ts';

const REASONS: Readonly<Record<string, FileFailureReason>> = {
  ENOENT: 'notFound',
  ENOTDIR: 'notFound',
  EACCES: 'noPermission',
  EPERM: 'noPermission',
  EISDIR: 'isFolder',
  ESTALE: 'changedWhileReading',
};

/** Any error as a FileError; one that is none has the reason `io`, and the system's code where it has one. */
export function asFileError(error: unknown): FileError {
  if (error instanceof FileError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  return new FileError((code === undefined ? undefined : REASONS[code]) ?? 'io', code);
}
