export { amountOf } from "./listing.ts";
export type { Amount } from "./listing.ts";
export { cacheGc } from "./upkeep/gc.ts";
export type { Collection, CollectOptions } from "./upkeep/gc.ts";
export { cacheStats } from "./upkeep/stats.ts";
export type { CacheStats } from "./upkeep/stats.ts";
export { cacheVerify } from "./upkeep/verify.ts";
export type { CacheVerification } from "./upkeep/verify.ts";
