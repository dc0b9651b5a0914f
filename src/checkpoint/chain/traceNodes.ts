import type { Skipped, WeightMatrix } from '../../network/network.js';
import type { Tensor } from '../../network/tensor.js';
import { activityOf, innerActivation, layerActivation } from './activations.js';
import { batchShapeField } from './configFields.js';
import { joinNodes } from './joinNodes.js';
import { callKey, type LayerCall, type LayerGraph } from './layerGraph.js';
import { layerInside, layerRole, type Role } from './layerRoles.js';
import { startNodes, type Edge, type Joint, type Nodes, type ShownActivity, type Wire } from './nodes.js';
import { readsOtherAxis, withUnknownPositions } from './nodeAxis.js';
import { scaleByBatchNorm } from './scaleByBatchNorm.js';
import { unchainedMatrices } from './unchainedMatrices.js';
import { weightEdge } from './weightEdge.js';
import { biasOf, readKernels } from './weightLayer.js';

/** What following the nodes through the graph has found, in graph order. */
export interface Trace {
  /** Nodes that a weight matrix makes, each with its edge. */
  readonly made: readonly Nodes[];
  readonly joints: readonly Joint[];
  /** Every matrix as its layer is met; of a chained one its edge, because a BatchNorm may still scale it. */
  readonly rows: readonly (Edge | WeightMatrix)[];
  readonly skipped: readonly Skipped[];
}

/** Follows sets of nodes from the inputs through every call of the graph. */
export function traceNodes(graph: LayerGraph, variablesOf: (path: string) => readonly Tensor[]): Trace {
  return new Tracer(graph, variablesOf).run();
}

const OTHER_AXIS =
  'Works along another axis than the one that holds the nodes before it; a new segment starts after it.';
const CALLED_AGAIN =
  'Is called more than once with the same weights; they are measured at the first call, and a new segment starts after each of the others.';
const GROUPED =
  'A grouped convolution: each group reads only its own part of the nodes, so its kernel is no matrix between all of them; a new segment starts after it.';

class Tracer {
  private readonly made: Nodes[] = [];
  private readonly joints: Joint[] = [];
  private readonly rows: (Edge | WeightMatrix)[] = [];
  private readonly skipped: Skipped[] = [];
  private readonly wires = new Map<number, Wire>();
  private readonly edges = new Map<number, Edge>();
  private readonly uses = new Map<number, number>();

  constructor(
    private readonly graph: LayerGraph,
    private readonly variablesOf: (path: string) => readonly Tensor[],
  ) {
    for (const call of graph.calls) {
      for (const { call: id } of call.inputs) this.uses.set(id, (this.uses.get(id) ?? 0) + 1);
    }
    for (const { call: id } of graph.outputs) this.uses.set(id, (this.uses.get(id) ?? 0) + 1);
  }

  run(): Trace {
    for (const call of this.graph.calls) this.wires.set(call.id, this.follow(call, layerRole(call)));
    const { made, joints, rows, skipped } = this;
    return { made, joints, rows, skipped };
  }

  private follow(call: LayerCall, role: Role): Wire {
    const wires = call.inputs.flatMap(({ call: id }) => this.wires.get(id) ?? []);
    const [wire] = wires;
    if (role.kind === 'input') {
      return {
        nodes: startNodes('input'),
        axis: 'last',
        flat: false,
        shown: null,
        inputShape: batchShapeField(call.config),
      };
    }
    if (role.kind === 'break') return this.breakAt(call, role.reason);
    if (wire === undefined)
      return this.breakAt(call, 'Has no input in the architecture; a new segment starts after it.');
    switch (role.kind) {
      case 'weights':
        return this.weigh(call, role, wire);
      case 'flatten':
        return this.flatten(call, wire);
      case 'batchNorm':
        this.scale(call);
        if (call.occurrence === 0) wire.nodes.edge?.nodeValues.push(...this.trainedScales(call, wire.nodes.count));
        return wire;
      case 'activation':
        return { ...wire, shown: this.activation(call) };
      case 'add':
        return this.add(call, wires, wire);
      case 'pass': {
        if (role.note !== null && call.occurrence === 0) this.skip(call, role.note);
        if (role.positions === 'kept') return wire;
        if (readsOtherAxis(call, wire)) return this.breakAt(call, OTHER_AXIS);
        const inputShape = role.positions === 'changed' ? withUnknownPositions(wire) : null;
        return {
          ...wire,
          inputShape,
          axis: role.positions === 'dropped' && call.config['keepdims'] !== true ? 'last' : wire.axis,
        };
      }
    }
  }

  private weigh(call: LayerCall, role: Extract<Role, { kind: 'weights' }>, wire: Wire): Wire {
    const { path } = call;
    const { config } = layerInside(call);
    if (call.occurrence > 0) return this.breakAt(call, CALLED_AGAIN);
    const kernels = readKernels(path, role.form, role.dimensions, config, this.variablesOf(path));
    if (kernels.groups > 1) return this.breakAt(call, GROUPED);
    const axis = role.form !== 'dense' && config['data_format'] === 'channels_first' ? 'first' : 'last';
    if (wire.nodes.kind === 'weights' && !wire.flat && wire.axis !== axis) return this.breakAt(call, OTHER_AXIS);
    const edge: Edge = {
      name: path,
      matrix: weightEdge(path, kernels, { ...wire, axis: wire.flat ? wire.axis : axis }),
      from: wire.nodes,
      nodeValues: [...biasOf(this.variablesOf(path), kernels.outputs)],
      shown: wire.shown,
    };
    const nodes: Nodes = {
      kind: 'weights',
      count: kernels.outputs,
      edge,
      depth: wire.nodes.depth + 1,
      mergedInto: null,
    };
    this.made.push(nodes);
    this.rows.push(edge);
    this.edges.set(call.id, edge);
    const activation = innerActivation(config);
    const shown = activation === 'linear' ? null : { activity: activityOf(activation), layer: path };
    return { nodes, axis, flat: false, shown, inputShape: null };
  }

  /** Flatten in channels_first moves the channels last before it flattens. */
  private flatten(call: LayerCall, wire: Wire): Wire {
    if (wire.flat) return wire;
    // Without a layer before it there are no channels: every element is a node of its own.
    if (wire.nodes.kind !== 'weights') return { ...wire, nodes: startNodes(wire.nodes.kind), flat: true };
    const moved = layerInside(call).config['data_format'] === 'channels_first';
    if (moved && wire.axis === 'last') return this.breakAt(call, OTHER_AXIS);
    return { ...wire, flat: true, axis: moved ? 'last' : wire.axis };
  }

  private scale(call: LayerCall): void {
    if (call.occurrence > 0) return;
    const before = this.graph.calls[call.inputs[0]?.call ?? -1];
    const edge = before === undefined ? undefined : this.edges.get(before.id);
    const uses = before === undefined ? 0 : (this.uses.get(before.id) ?? 0);
    const scaled = scaleByBatchNorm(call, this.variablesOf(call.path), before, edge?.matrix, uses);
    if (typeof scaled === 'string') this.skip(call, scaled);
    else if (edge !== undefined) edge.matrix = scaled;
  }

  /** Gamma and beta, where they belong to these nodes; the moving statistics are the data's, and nobody trains them. */
  private trainedScales(call: LayerCall, nodes: number | null): readonly Tensor[] {
    const { config } = layerInside(call);
    const trained = Number(config['scale'] !== false) + Number(config['center'] !== false);
    return this.variablesOf(call.path)
      .slice(0, trained)
      .filter(({ size }) => size === nodes);
  }

  private activation(call: LayerCall): ShownActivity {
    const { className, config } = layerInside(call);
    const activity = activityOf(layerActivation(className, config));
    const before = this.graph.calls[call.inputs[0]?.call ?? -1];
    if (activity.kind !== 'preActivation' || before === undefined) return { activity, layer: callKey(call) };
    // The layer before may have an activation of its own; what it puts out is that of its activation.
    const own = innerActivation(layerInside(before).config) === 'linear' ? '' : '/activation';
    return { activity, layer: callKey(before) + own };
  }

  private add(call: LayerCall, wires: readonly Wire[], first: Wire): Wire {
    const joined = wires.length > 1 ? joinNodes(call.path, wires) : null;
    if (joined === null) return first;
    if (joined.joint.others.length > 0) this.joints.push(joined.joint);
    return joined.wire;
  }

  private breakAt(call: LayerCall, reason: string): Wire {
    const isMask = !this.uses.has(call.id) && this.variablesOf(call.path).length === 0;
    if (
      !isMask &&
      call.occurrence <= 1 &&
      !this.skipped.some((entry) => entry.name === call.path && entry.reason === reason)
    ) {
      this.skip(call, reason);
    }
    if (call.occurrence === 0) {
      this.rows.push(...unchainedMatrices(call.path, layerInside(call).className, this.variablesOf(call.path)));
    }
    return { nodes: startNodes('break'), axis: 'last', flat: false, shown: null, inputShape: null };
  }

  private skip(call: LayerCall, reason: string): void {
    this.skipped.push({ name: call.path, reason });
  }
}
