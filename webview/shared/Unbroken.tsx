/** What a line must not break inside: "p < 1e-4", "r = 0.91", "0.00 ± 0.10", "5.4 of 10", "at mean |w|". */
const STATISTIC = /(\S+ [=<] [^\s,;)]+|\S+ ± [^\s,;)]+|[\d.,]+ (?:of [\d,]+|%)|(?:mean|median) \|w\|)/;

/** Text whose statistics stay on one line. */
export function Unbroken({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(STATISTIC).map((part, index) =>
        index % 2 === 0 ? (
          part
        ) : (
          <span key={index} class="unbroken">
            {part}
          </span>
        ),
      )}
    </>
  );
}
