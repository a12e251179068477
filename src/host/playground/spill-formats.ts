import { type Injector, InterceptorEffectEnum } from "@univerjs/core";
import { FormulaDataModel, INTERCEPTOR_POINT, SheetInterceptorService } from "@univerjs/preset-sheets-core";

/**
 * Before the grid writes numbers as their cells' formats say (0), and after it has put in what formulas spill (100).
 */
const PRIORITY = 50;

/** Shows dates that spill from a formula as dates: the grid takes only their numbers into the cells below. */
export function showSpilledFormats(injector: Injector): void {
  const formulas = injector.get(FormulaDataModel);
  injector.get(SheetInterceptorService).intercept(INTERCEPTOR_POINT.CELL_CONTENT, {
    priority: PRIORITY,
    effect: InterceptorEffectEnum.Value | InterceptorEffectEnum.Style,
    handler(cell, location, next) {
      const { unitId, subUnitId, row, col, workbook } = location;
      const spilled = formulas.getArrayFormulaCellData()[unitId]?.[subUnitId]?.[row]?.[col];
      if (!cell || typeof spilled?.s !== "object" || !spilled.s?.n) return next(cell);
      const style = workbook.getStyles().getStyleByCell(cell);
      return next(style?.n ? cell : { ...cell, s: { ...style, n: spilled.s.n } });
    },
  });
}
