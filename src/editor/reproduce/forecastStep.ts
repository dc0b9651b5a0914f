import * as vscode from 'vscode';
import { duration } from '../../jobs/duration.js';
import { CheckpointError } from '../../network/failure.js';
import type { ReproductionForecast } from '../../protocol/reproduction.js';
import { besides, choose, type Place } from '../dialog/question.js';
import type { Services } from '../services.js';
import type { Readiness } from './reproduceDialog.js';
import type { PlacedParams } from './reproduceSteps.js';
import { reproduceThread } from './reproduceThread.js';

/** What takes longer is agreed to first. */
const SECONDS_UNASKED = 60;

/**
 * Says how long it will take, where that is long, and waits for a yes.
 * @throws {CheckpointError} as `ReproductionWorker.forecast`
 */
export async function agreeToTime(services: Services, params: PlacedParams, place: Place): Promise<Readiness> {
  const forecast = await measured(services, params);
  if (forecast === null) return { kind: 'back', why: null };
  if (forecast.seconds < SECONDS_UNASKED) return { kind: 'ready', params };
  const { toTrain, found } = forecast.networks;
  const kept = found === 0 ? '' : `; ${found} more are there already`;
  const items = [
    {
      label: '$(play) Begin',
      detail: `${toTrain} networks are trained${kept}. It can be stopped and gone on with at any time`,
      value: true,
    },
  ];
  const prompt = `This takes about ${duration(forecast.seconds)} on this machine`;
  const answer = await choose(besides(place, 'Time'), items, { prompt });
  if (answer.kind === 'chosen') return { kind: 'ready', params };
  return answer.kind === 'back' ? { kind: 'back', why: null } : answer;
}

/** Null when nobody wants to wait for it. */
async function measured(services: Services, params: PlacedParams): Promise<ReproductionForecast | null> {
  const thread = reproduceThread(services);
  const abort = new AbortController();
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: 'Looking what there is and how long the rest takes',
    cancellable: true,
  };
  try {
    return await vscode.window.withProgress(options, (_, token) => {
      token.onCancellationRequested(() => abort.abort());
      return thread.forecast(params, abort.signal);
    });
  } catch (error) {
    if (error instanceof CheckpointError && error.reason === 'cancelled') return null;
    throw error;
  } finally {
    await thread.dispose();
  }
}
