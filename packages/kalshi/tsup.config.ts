import { bundleOf } from '../../tsup.base.ts'

export default bundleOf(['src/index.ts', 'src/conformance/index.ts', 'src/testing/index.ts'])
