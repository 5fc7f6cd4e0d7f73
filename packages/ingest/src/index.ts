export { datasetStage } from "./dataset.stage.ts";
export { fetchFile } from "./fetch-file.ts";
export type { Download, FetchOptions } from "./fetch-file.ts";
export type { Recipe, RecipeColumn, RecipeCounts, RecipeFile } from "./recipe.ts";
export { listRecipes, readRecipe, recipeExternals } from "./recipe-file.ts";
export type { LocatedRecipe } from "./recipe-file.ts";
export { simulateStage } from "./simulate.stage.ts";
export { tableStage } from "./table.stage.ts";
