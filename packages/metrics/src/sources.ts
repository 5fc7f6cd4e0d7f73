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

/** Where inequality of benefits is defined as a measure of fairness. */
export const SPEICHER =
  'Speicher et al., "A unified approach to quantifying algorithmic unfairness: measuring individual & group unfairness via inequality indices", KDD 2018, doi:10.1145/3219819.3220046; as in AIF360';

/** Where calibration and the balance of either class are defined. */
export const KLEINBERG =
  'Kleinberg, Mullainathan and Raghavan, "Inherent trade-offs in the fair determination of risk scores", ITCS 2017, doi:10.4230/LIPIcs.ITCS.2017.43';

/** Where equality of treatment and of errors are defined. */
export const BERK =
  'Berk, Heidari, Jabbari, Kearns and Roth, "Fairness in criminal justice risk assessments: the state of the art", Sociol. Methods Res. 50 (2021), 3-44, doi:10.1177/0049124118782533';
