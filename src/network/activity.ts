/** What a forward pass shows of one hidden layer (Eq. 5); `definitions.md`, embeddingDimension. */
export interface LayerActivity {
  /** Index into the network's segments. */
  readonly segment: number;
  /** The hidden layer's name. */
  readonly layer: string;
  /** The largest number of nodes active in any one sample. */
  readonly embeddingDimension: number | null;
  /** Nodes active in at least one sample. */
  readonly liveNodes: number | null;
  readonly samples: number | null;
  /** True where the pre-activation was counted (leaky relu, elu, selu, gelu, silu). */
  readonly approximate: boolean;
  /** One 0 or 1 per node: active in at least one sample. */
  readonly live: Uint8Array | null;
  /** Why the values are null. */
  readonly reason: string | null;
}
