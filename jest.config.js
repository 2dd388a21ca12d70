export default {
  testEnvironment: 'node',
  // No test measures time; a loaded machine may take long.
  testTimeout: 180_000,
  // Half of what a test does is wait for the program that it starts.
  maxWorkers: '100%',
  roots: ['<rootDir>/tests'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '\\.ts$': [
      'babel-jest',
      {
        configFile: false,
        babelrc: false,
        presets: [['@babel/preset-typescript', { onlyRemoveTypeImports: true }]],
      },
    ],
  },
};
