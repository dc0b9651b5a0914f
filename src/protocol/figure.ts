import type { Json } from '../network/json.js';
import type { Reasons } from './report.js';
import type { SegmentSketch } from './sketch.js';

/** The figures, panels and statements of the paper that can be reproduced, in the order in which they are shown. */
export const FIGURE_IDS = [
  '2b',
  '2d',
  '2e',
  '2f',
  '3b',
  '3c',
  '3d',
  '3e',
  '4a',
  '4b',
  '4c',
  '4d',
  's2',
  'text',
  'growth',
  'eq4',
  'eq96',
  'eq111',
  'coupling',
  'init-output',
  'large-mean',
] as const;
export type FigureId = (typeof FIGURE_IDS)[number];

/**
 * agrees, differs, undecided: what a statistic says of the paper's claim. pass, fail: of an identity. null: a picture, or a
 * number that is reported without a verdict.
 */
export type Verdict = 'agrees' | 'differs' | 'undecided' | 'pass' | 'fail' | null;

/** The document `morphoscope/figure@1`. A `null` has its reason in `reasons` of the same object. */
export interface FigureDocument {
  readonly schema: 'morphoscope/figure@1';
  readonly generator: { readonly name: 'morphoscope'; readonly version: string };
  readonly figure: FigureId;
  readonly title: string;
  /** Where it stands in versions 1 and 2 of the paper. */
  readonly panel: { readonly v1: string | null; readonly v2: string | null };
  /** What the paper says, in one sentence. */
  readonly claim: string;
  /** Everything that decides the numbers: seeds, networks, epochs, ranges. */
  readonly settings: Readonly<Record<string, Json>>;
  /** What the paper leaves open, and what was chosen. */
  readonly choices: readonly FigureChoice[];
  /** The primary one first. */
  readonly statistics: readonly FigureStatistic[];
  /** What was tried in place of the choices that decide; none of a figure in progress, nor in a document of an earlier build. */
  readonly readings?: readonly FigureReading[];
  readonly verdict: Verdict;
  /** Name of the statistic that decided, or that is nearest to it; null where nothing is measured. Not in those of an earlier build. */
  readonly decidedBy?: string | null;
  /** One or two sentences. */
  readonly why: string;
  readonly data: {
    readonly pictures: readonly Picture[];
    /** Numbers beyond those drawn. */
    readonly values: Readonly<Record<string, Json>>;
  };
}

export interface FigureChoice {
  readonly name: string;
  readonly chosen: string;
  readonly why: string;
}

/** Another reading of what the paper leaves open. */
export interface FigureReading {
  /** In words. */
  readonly choice: string;
  /** Under the names of those that decide. */
  readonly statistics: readonly FigureStatistic[];
  /** What it would give if it were the main choice. */
  readonly verdict: Verdict;
}

export interface FigureStatistic {
  readonly name: string;
  readonly value: number | null;
  readonly p: number | null;
  /** Units behind it: networks, unless `name` says otherwise. */
  readonly n: number | null;
  /** What it is where there is nothing to find. */
  readonly null: { readonly name: string; readonly mean: number; readonly sd: number | null } | null;
  /** 99 %, by bootstrap over networks. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly reasons?: Reasons;
}

export type Picture = Chart | NetworkSnapshots;

/** A chart as plain numbers, so that page, document and SVG show the very same one (`drawing/chart`). */
export interface Chart {
  readonly kind: 'chart';
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  /** Painted in order. */
  readonly series: readonly Series[];
  /** What bands and error bars are, n, and which end an axis counts from. */
  readonly caption: string;
}

export interface Axis {
  readonly label: string;
  readonly scale: 'linear' | 'log';
  /** Null: from the data. */
  readonly range: readonly [number, number] | null;
}

/** What a series is, which decides its colour: the same thing has the same colour in every figure. */
export type SeriesRole = 'before' | 'after' | 'null' | 'fit' | 'other' | 'reference';

/** Arrays of one series are equally long; a null is a gap. */
export type Series =
  | {
      readonly kind: 'line';
      readonly label: string;
      readonly role: SeriesRole;
      readonly x: readonly number[];
      readonly y: readonly (number | null)[];
      /** Half the height of a band around it; null for none. */
      readonly error: readonly (number | null)[] | null;
      readonly dashed: boolean;
      /** A dot at each value. */
      readonly dots: boolean;
    }
  | {
      readonly kind: 'points';
      readonly label: string;
      readonly role: SeriesRole;
      readonly x: readonly number[];
      readonly y: readonly number[];
    }
  /** Counts between edges; in place of more than 5000 points with `yEdges`, row-major by x then y. */
  | {
      readonly kind: 'density';
      readonly label: string;
      readonly xEdges: readonly number[];
      readonly yEdges: readonly number[];
      readonly counts: readonly number[];
    }
  | {
      readonly kind: 'bars';
      readonly label: string;
      readonly role: SeriesRole;
      /** One more than `heights`. */
      readonly edges: readonly number[];
      readonly heights: readonly number[];
    }
  | {
      readonly kind: 'band';
      readonly label: string;
      readonly role: SeriesRole;
      readonly x: readonly number[];
      readonly low: readonly number[];
      readonly high: readonly number[];
    };

/** One network at several epochs, nodes in one order, drawn by the morphology's own drawing. */
export interface NetworkSnapshots {
  readonly kind: 'networks';
  readonly title: string;
  readonly snapshots: readonly {
    readonly label: string;
    /** Without `accessible`: nodes are outlines, whose size alone tells something. */
    readonly segments: readonly SegmentSketch[];
    /** Per segment and node layer; null for the inputs and the last nodes. */
    readonly connectivity: readonly (readonly (readonly number[] | null)[])[];
  }[];
  /** Node at each row, per segment and node layer; row 0 is at the top. */
  readonly order: readonly (readonly (readonly number[])[])[];
  readonly caption: string;
}
