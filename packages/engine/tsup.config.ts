import { bundleOf } from '../../tsup.base.ts'

export default bundleOf(['src/index.ts', 'src/sweep-worker.ts'])
