import { useCallback } from 'preact/hooks';
import type { NodePlace } from '../../src/drawing/channel.js';
import { DrawingTable } from './DrawingTable.js';
import { CardFrame, NodeCard } from './NodeCard.js';
import { factsAt } from './nodeFacts.js';
import type { SceneMaker } from './picture.js';
import { spokenFacts } from './spokenFacts.js';
import { useDrawing, type DrawingInput } from './useDrawing.js';
import { WalkableDrawing } from './WalkableDrawing.js';

interface DrawingProps {
  readonly input: DrawingInput;
  readonly pace: number;
  readonly asTable: boolean;
  readonly isolated: NodePlace | null;
  readonly onIsolate: (place: NodePlace | null) => void;
  readonly copy: (text: string) => Promise<void>;
  readonly scenes: SceneMaker;
}

/** One checkpoint as a drawing, or as the table behind it. */
export function Drawing({ input, pace, asTable, isolated, onIsolate, copy, scenes }: DrawingProps) {
  const drawing = useDrawing(input);
  const speak = useCallback((place: NodePlace) => spokenFacts(factsAt(input, place)), [input]);
  const table = asTable ? (
    <DrawingTable drawing={drawing} checkpoint={input.checkpoint} segments={input.segments} copy={copy} />
  ) : null;
  return (
    <WalkableDrawing
      drawing={drawing}
      pace={pace}
      isolated={isolated}
      onIsolate={onIsolate}
      speak={speak}
      card={(place, x, y) => {
        const facts = factsAt(input, place);
        return (
          facts !== null && (
            <CardFrame x={x} y={y} content={facts}>
              <NodeCard facts={facts} />
            </CardFrame>
          )
        );
      }}
      table={table}
      scenes={scenes}
    />
  );
}
