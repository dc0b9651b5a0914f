// One step over all parameters, four at a time; each clears the gradients. The limits keep denormals out of the moments,
// where dead nodes would let them decay into: WebAssembly cannot flush them to zero and each costs 150 cycles.
import { Network } from './records';
import { zeroBelow } from './vectors';

/** A number of the record in all four lanes. As a constant or a splat, V8 would build it anew in each turn of the loop. */
@inline
function spread(net: Network, field: usize): v128 {
  return v128.load32_splat(changetype<usize>(net) + field);
}

/** Kingma and Ba, arXiv 1412.6980, with epsilon outside the root and the bias correction in `rate`, as Keras does it. */
export function adam(net: Network): void {
  const end = <usize>net.parameterCount * 4;
  const parameters = net.parameters, gradients = net.gradients, moments = net.moments, squares = net.squares;
  const rate = spread(net, offsetof<Network>('rate')), epsilon = spread(net, offsetof<Network>('epsilon'));
  const beta1 = spread(net, offsetof<Network>('beta1')), rest1 = spread(net, offsetof<Network>('rest1'));
  const beta2 = spread(net, offsetof<Network>('beta2')), rest2 = spread(net, offsetof<Network>('rest2'));
  const tinyGradient = spread(net, offsetof<Network>('tinyGradient'));
  const tinyMoment = spread(net, offsetof<Network>('tinyMoment'));
  for (let at: usize = 0; at < end; at += 16) {
    const g = zeroBelow(tinyGradient, v128.load(gradients + at));
    const m = zeroBelow(tinyMoment, f32x4.add(f32x4.mul(beta1, v128.load(moments + at)), f32x4.mul(rest1, g)));
    const v = f32x4.pmax(
      f32x4.add(f32x4.mul(beta2, v128.load(squares + at)), f32x4.mul(f32x4.mul(rest2, g), g)),
      tinyMoment,
    );
    const step = f32x4.div(f32x4.mul(rate, m), f32x4.add(f32x4.sqrt(v), epsilon));
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), step));
    v128.store(gradients + at, f32x4.splat(0));
    v128.store(moments + at, m);
    v128.store(squares + at, v);
  }
}

/** velocity = momentum velocity - rate gradient; parameters += velocity, as Keras does it. */
export function sgd(net: Network): void {
  const end = <usize>net.parameterCount * 4;
  const parameters = net.parameters, gradients = net.gradients, velocities = net.moments;
  const rate = spread(net, offsetof<Network>('rate')), momentum = spread(net, offsetof<Network>('momentum'));
  const tinyGradient = spread(net, offsetof<Network>('tinyGradient'));
  const tinyMoment = spread(net, offsetof<Network>('tinyMoment'));
  for (let at: usize = 0; at < end; at += 16) {
    const g = zeroBelow(tinyGradient, v128.load(gradients + at));
    const v = zeroBelow(tinyMoment, f32x4.sub(f32x4.mul(momentum, v128.load(velocities + at)), f32x4.mul(rate, g)));
    v128.store(parameters + at, f32x4.add(v128.load(parameters + at), v));
    v128.store(gradients + at, f32x4.splat(0));
    v128.store(velocities + at, v);
  }
}
