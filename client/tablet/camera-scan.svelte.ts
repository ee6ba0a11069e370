import type { CodeReader } from './code-reader.ts';

/** What stands in the way of a live picture. */
export type CameraProblem = 'insecure' | 'none' | 'forbidden' | 'busy' | 'no-reader';

export interface CameraEdges {
  /** Absent where the page is not served securely. */
  devices: Pick<MediaDevices, 'getUserMedia'> | undefined;
  openReader: () => Promise<CodeReader>;
  found: (code: string) => void;
  /** For the next look at the picture. */
  later: (look: () => void) => void;
  nowMs: () => number;
}

/** The same code again so soon is the same box, still in front of the camera. */
const SAME_BOX_MS = 2500;

/** Looks through the camera for codes until it is stopped. */
export class CameraScan {
  readonly #edges: CameraEdges;
  #problem = $state<CameraProblem | null>(null);
  #isLooking = $state(false);
  #stream: MediaStream | null = null;
  #stopped = false;
  #last = { code: '', atMs: -Infinity };

  constructor(edges: CameraEdges) {
    this.#edges = edges;
  }

  get problem(): CameraProblem | null {
    return this.#problem;
  }

  get isLooking(): boolean {
    return this.#isLooking;
  }

  async start(video: HTMLVideoElement): Promise<void> {
    const { devices, openReader } = this.#edges;
    if (!devices) return void (this.#problem = 'insecure');
    try {
      const wanted = { video: { facingMode: 'environment', width: { ideal: 1280 } }, audio: false };
      this.#stream = await devices.getUserMedia(wanted);
    } catch (error) {
      return void (this.#problem = problemOf(error as DOMException));
    }
    // Closed while the question for permission stood there.
    if (this.#stopped) return this.stop();
    video.srcObject = this.#stream;
    await video.play().catch(() => undefined);
    const reader = await openReader().catch(() => null);
    if (!reader) return this.#end('no-reader');
    this.#isLooking = true;
    this.#look(video, reader);
  }

  /** The code on one picture that was taken; false when there is none. @throws where nothing reads codes */
  async readPicture(file: Blob): Promise<boolean> {
    const bitmap = await createImageBitmap(file).catch(() => null);
    if (!bitmap) return false;
    const code = await (await this.#edges.openReader()).read(bitmap).finally(() => bitmap.close());
    if (code !== null) this.#edges.found(code);
    return code !== null;
  }

  stop(): void {
    this.#stopped = true;
    this.#isLooking = false;
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
  }

  #look(video: HTMLVideoElement, reader: CodeReader): void {
    this.#edges.later(() => void this.#lookOnce(video, reader));
  }

  async #lookOnce(video: HTMLVideoElement, reader: CodeReader): Promise<void> {
    if (this.#stopped) return;
    const code = await reader.read(video).catch(() => null);
    if (this.#stopped) return;
    if (code !== null) this.#tell(code);
    this.#look(video, reader);
  }

  #tell(code: string): void {
    const atMs = this.#edges.nowMs();
    const isSame = code === this.#last.code && atMs - this.#last.atMs < SAME_BOX_MS;
    this.#last = { code, atMs };
    if (!isSame) this.#edges.found(code);
  }

  #end(problem: CameraProblem): void {
    this.stop();
    this.#problem = problem;
  }
}

function problemOf({ name }: DOMException): CameraProblem {
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'forbidden';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'none' : 'busy';
}
