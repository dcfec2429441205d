/**
 * A zlib stream as a function: bytes in, the bytes it made of them out. Every answer holds all
 * the stream could say so far, so that what was read before a tear is never lost with the error
 * that follows (an async iterator over the stream drops it). Calls must not overlap.
 * @module
 */
import { constants, type ZstdCompress, type ZstdDecompress } from 'node:zlib'

/** One zlib stream, driven call by call; each answer is the output in order, possibly empty. */
export interface BytePump {
  /** Hands over bytes; waits until the stream has worked through them. */
  push(bytes: Uint8Array): Promise<readonly Buffer[]>
  /** Makes everything pushed so far readable from the output (a zstd block ends here). */
  flush(): Promise<readonly Buffer[]>
  /** Ends the stream. */
  end(): Promise<readonly Buffer[]>
  /** Frees the stream at once. Later calls reject. */
  destroy(): void
}

type Done = (error?: Error | null) => void

/** Returns a pump over a fresh `stream`; once that fails, each call rejects with its error. */
export function createBytePump(stream: ZstdCompress | ZstdDecompress): BytePump {
  let output: Buffer[] = []
  let failure: Error | undefined
  let fail: ((error: Error) => void) | undefined

  const drain = () => {
    for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) output.push(chunk)
  }
  // A full read buffer stops the stream, so it is emptied while a call is under way too.
  stream.on('readable', drain)
  // A zlib error destroys the stream without answering the write under way: answered here.
  stream.on('error', (error: Error) => {
    failure = error
    fail?.(error)
  })

  const run = (start: (done: Done) => void) =>
    new Promise<readonly Buffer[]>((resolve, reject) => {
      if (failure !== undefined) return reject(failure)
      fail = reject
      start((error) => {
        if (error) return reject(error)
        drain()
        const taken = output
        output = []
        resolve(taken)
      })
    })

  return {
    push: (bytes) => run((done) => stream.write(bytes, done)),
    flush: () => run((done) => stream.flush(constants.ZSTD_e_flush, done)),
    // `finish` comes before the last output (zlib works in 'prefinish'), `end` after it.
    end: () => run((done) => stream.once('end', done).end()),
    destroy() {
      failure ??= new Error('the zstd stream was destroyed')
      stream.destroy()
    },
  }
}
