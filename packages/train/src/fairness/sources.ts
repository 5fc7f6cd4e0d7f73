/** Where gaps in mean scores are penalties, and the benchmark that trains with them. */
export const HAN =
  "Han et al., FFB: A Fair Fairness Benchmark for In-Processing Group Fairness Methods, ICLR 2024, section 3.2, doi:10.48550/arXiv.2306.09468";

/** Losses that texts on bias in foundation models print, and no paper has. */
export const NO_PAPER = "No paper: printed in texts on bias in foundation models, without a name";

/** Where the covariance with the decision boundary stands in for a gap. */
export const ZAFAR =
  "Zafar et al., Fairness Constraints: Mechanisms for Fair Classification, AISTATS 2017, section 3.2, doi:10.48550/arXiv.1507.05259";
