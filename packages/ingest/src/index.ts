export { datasetStage } from "./dataset.stage.ts";
export { fetchFile } from "./file/fetch-file.ts";
export type { Download, FetchOptions } from "./file/fetch-file.ts";
export type { Recipe, RecipeColumn, RecipeCounts, RecipeFile } from "./recipe/recipe.ts";
export { listRecipes, readRecipe, recipeExternals } from "./recipe/recipe-file.ts";
export type { LocatedRecipe } from "./recipe/recipe-file.ts";
export { simulateStage } from "./simulate.stage.ts";
export { tableStage } from "./table.stage.ts";
