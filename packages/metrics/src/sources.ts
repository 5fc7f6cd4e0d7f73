/** Where most rates of a confusion matrix are defined. */
export const FAWCETT =
  'Fawcett, "An introduction to ROC analysis", Pattern Recognit. Lett. 27 (2006), doi:10.1016/j.patrec.2005.10.010';

/** Where equal opportunity and equalized odds are defined. */
export const HARDT =
  'Hardt, Price and Srebro, "Equality of opportunity in supervised learning", NIPS 2016, arXiv:1610.02413; as in Fairlearn';

/** Where the comparisons of groups are described. */
export const WEERTS =
  'As Fairlearn\'s MetricFrame: Weerts et al., "Fairlearn: assessing and improving fairness of AI systems", JMLR 24 (2023), 1-8';

/** Where differential fairness is defined. */
export const FOULDS =
  'Foulds, Islam, Keya and Pan, "An intersectional definition of fairness", ICDE 2020, doi:10.1109/ICDE48307.2020.00203';
