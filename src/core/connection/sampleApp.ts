/** The app and region of the sample calls: those of the API reference's own example, which no real call has. */
export const SAMPLE_APP = { appId: '31780434a95d45', region: 'us' } as const;
