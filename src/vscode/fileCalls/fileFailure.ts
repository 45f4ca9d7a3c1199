import { FileError, type FileFailureReason } from '../../core/fileCalls/model.ts';
import { visibleText } from '../../core/text/index.ts';
import { ArgumentError, t } from '../platform/index.ts';

/** Why a file could not be read, and what to do about it. */
export function failureMessage(
  { reason, systemCode }: { readonly reason: FileFailureReason; readonly systemCode?: string | undefined },
  name: string,
): string {
  const file = visibleText(name, 80);
  switch (reason) {
    case 'notFound':
      return t('{0} is not there any more.', file);
    case 'noPermission':
      return t('You may not read {0}. Check its permissions.', file);
    case 'isFolder':
      return t('{0} is a folder. Choose a file in it.', file);
    case 'changedWhileReading':
      return t('{0} changed while it was read. Search it again.', file);
    case 'tooLarge':
      return t(
        '{0} is larger than 50 MB and not on this computer. Run the extension beside the files: set “remote.extensionKind” to "workspace" for it.',
        file,
      );
    case 'cancelled':
      return t('The search of {0} was cancelled.', file);
    case 'io':
      return t('{0} could not be read ({1}).', file, systemCode ?? '?');
  }
}

/** Rejects with an ArgumentError that says why the file of this name could not be read, where `reading` does with a FileError. */
export async function toldIfUnread<Result>(reading: Promise<Result>, name: string): Promise<Result> {
  try {
    return await reading;
  } catch (error) {
    throw error instanceof FileError ? new ArgumentError(failureMessage(error, name)) : error;
  }
}

/** What a reading gives; `otherwise` where it rejects with a FileError. */
export async function readOr<Result, Otherwise>(
  reading: Promise<Result>,
  otherwise: Otherwise,
): Promise<Result | Otherwise> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof FileError) return otherwise;
    throw error;
  }
}
