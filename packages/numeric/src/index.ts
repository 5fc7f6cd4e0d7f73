export { acceleration, bcaInterval } from "./bootstrap/bca.ts";
export { percentileInterval } from "./bootstrap/percentile.ts";
export { studentizedInterval } from "./bootstrap/studentized.ts";
export type { StudentizedReplicates } from "./bootstrap/studentized.ts";
export { aucCovariance } from "./estimate/auc-covariance.ts";
export { aucDifferenceEstimate, aucPlacements } from "./estimate/auc-difference.ts";
export type { AucPlacements, LabelledRows } from "./estimate/auc-difference.ts";
export { aucEstimate } from "./estimate/auc.ts";
export { balancedAccuracyEstimate } from "./estimate/balanced-accuracy.ts";
export {
  calibrationErrorEstimate,
  calibrationNoise,
  equalMassBins,
  maximumCalibrationError,
} from "./estimate/calibration-error.ts";
export type { CalibrationBin } from "./estimate/calibration-error.ts";
export { deltaError } from "./estimate/cells.ts";
export type { Cells } from "./estimate/cells.ts";
export {
  averageEstimate,
  differenceEstimate,
  estimateInterval,
  linearCombination,
} from "./estimate/combine.ts";
export { delongVariance } from "./estimate/delong.ts";
export type { AucVariance, SortedScores } from "./estimate/delong.ts";
export { symmetricEstimate } from "./estimate/estimate.ts";
export type { Estimate } from "./estimate/estimate.ts";
export { f1Estimate } from "./estimate/f1.ts";
export { fBetaEstimate } from "./estimate/f-beta.ts";
export { kappaEstimate } from "./estimate/kappa.ts";
export { mccEstimate } from "./estimate/mcc.ts";
export { meanEstimate } from "./estimate/mean.ts";
export { rateEstimate } from "./estimate/rate.ts";
export type { RateMethod } from "./estimate/rate.ts";
export { scaledEstimate } from "./estimate/scaled.ts";
export type { Scale, ScaledFigure } from "./estimate/scaled.ts";
export { benjaminiHochberg } from "./hypothesis/benjamini-hochberg.ts";
export { exactScoreTest } from "./hypothesis/exact-score-test.ts";
export { estimateHeterogeneity, rateHeterogeneity } from "./hypothesis/heterogeneity.ts";
export type { ChiSquareResult } from "./hypothesis/heterogeneity.ts";
export { holm } from "./hypothesis/holm.ts";
export { permutationTest } from "./hypothesis/permutation-test.ts";
export { scoreTest } from "./hypothesis/score-test.ts";
export type { TestResult } from "./hypothesis/test-result.ts";
export { agrestiCaffoInterval } from "./interval/difference/agresti-caffo.ts";
export { miettinenNurminenInterval } from "./interval/difference/miettinen-nurminen.ts";
export { newcombeInterval } from "./interval/difference/newcombe.ts";
export type { Interval, Rate } from "./interval/interval.ts";
export { oddsRatioInterval } from "./interval/odds-ratio/score.ts";
export { clopperPearsonInterval } from "./interval/rate/clopper-pearson.ts";
export { jeffreysInterval } from "./interval/rate/jeffreys.ts";
export { wilsonInterval } from "./interval/rate/wilson.ts";
export { katzInterval } from "./interval/ratio/katz.ts";
export { koopmanInterval } from "./interval/ratio/koopman.ts";
export { leastSquares } from "./linear/least-squares.ts";
export type { LeastSquares } from "./linear/least-squares.ts";
export { neighbourIndex } from "./neighbours/neighbour-index.ts";
export type { Location, Nearest, NeighbourIndex, Points } from "./neighbours/neighbour-index.ts";
export { isotonicRegression } from "./optimize/isotonic.ts";
export { solveLinearProgram } from "./optimize/linear-program.ts";
export type { LinearConstraint, LinearProgram, LinearSolution } from "./optimize/linear-program.ts";
export { detectableGap, detectableGapOfWorstPair } from "./power/detectable-gap.ts";
export type { DetectableGap, PowerChoice } from "./power/detectable-gap.ts";
export { scoreTestPower } from "./power/score-test-power.ts";
export type { TrueRate } from "./power/score-test-power.ts";
export { drawBinomial } from "./random/binomial.ts";
export { drawHypergeometric } from "./random/hypergeometric.ts";
export { createRandom } from "./random/random.ts";
export type { Random } from "./random/random.ts";
export { drawMultinomial, sampleWithReplacement } from "./random/sample.ts";
export { criticalValues } from "./simultaneous/critical-values.ts";
export type { CriticalValues } from "./simultaneous/critical-values.ts";
export { differencePairs } from "./simultaneous/difference-pairs.ts";
export { differencesToOverall } from "./simultaneous/differences-to-overall.ts";
export {
  contrastToOverall,
  estimateDifferences,
  estimateRatios,
  estimatesToOverall,
} from "./simultaneous/estimate-families.ts";
export type { FamilyShape, GapFamily } from "./simultaneous/gap-family.ts";
export { gapInterval, gapPValue, meanGapInterval } from "./simultaneous/gap-interval.ts";
export type { RateGroups } from "./simultaneous/rate-groups.ts";
export { ratioPairs } from "./simultaneous/ratio-pairs.ts";
export { ratiosToOverall } from "./simultaneous/ratios-to-overall.ts";
export { worstGroupInterval } from "./simultaneous/worst-group.ts";
export { betaQuantile } from "./special/beta-quantile.ts";
export { binomialProbabilities, binomialProbability } from "./special/binomial.ts";
export { chiSquareCdf, chiSquareTail } from "./special/chi-square.ts";
export { portableExp } from "./special/exp.ts";
export { incompleteBeta } from "./special/incomplete-beta.ts";
export { incompleteGamma } from "./special/incomplete-gamma.ts";
export type { Tails } from "./special/incomplete-gamma.ts";
export { logGamma } from "./special/log-gamma.ts";
export { portableLog, portableLog1p } from "./special/log.ts";
export { normalQuantile } from "./special/normal-quantile.ts";
export { normalCdf, normalDensity } from "./special/normal.ts";
export { studentQuantile } from "./special/student-t.ts";
export { studentizedRangeCdf, studentizedRangeQuantile } from "./special/studentized-range.ts";
export { effectiveSize } from "./summary/effective-size.ts";
export { ExactSums } from "./summary/exact-sums.ts";
export { stableOrder } from "./summary/stable-order.ts";
export { addMoments, weightedMoments } from "./summary/moments.ts";
export type { WeightedMoments } from "./summary/moments.ts";
export { quantileSorted } from "./summary/quantile.ts";
export { mean, sum, weightedMean } from "./summary/sum.ts";
