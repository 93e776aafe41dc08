/** With which flags of Node `npm start` runs Vigil, for whoever starts it otherwise: measured with others it would be another. A young generation of 16 MB, as Node long had it, instead of up to 64. */
export const NODE_FLAGS = ['--max-semi-space-size=16'] as const;
