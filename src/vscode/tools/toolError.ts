/** Why a tool has no answer, and what to do next. Its message goes to the agent. */
export class ToolError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ToolError';
  }
}
