/** A figure's formula in words, for 口径卡 and trace. */
import type { Pack } from '../pack/index.js';
import type { Indicator, Measure } from './indicator.js';

const MEASURES: Readonly<Record<Measure['name'], string>> = {
  count: '计数',
  count_distinct: '去重计数',
  sum: '合计',
  only: '唯一值',
};

/** E.g. 合计(total_investment_yuan) · 年度项目名单 · list_year；projects_new_started ÷ …. */
export function formulaText(indicator: Indicator, pack: Pack): string {
  switch (indicator.type) {
    case 'simple': {
      const { measure, where, register } = indicator;
      const of = measure.field ? `${MEASURES[measure.name]}(${measure.field})` : MEASURES.count;
      const from = pack.registers.get(register)!.label.zh;
      return `${of}，台账：${from}${where ? `，条件：${where.source}` : ''}`;
    }
    case 'ratio':
      return `${indicator.numerator} ÷ ${indicator.denominator}`;
    case 'derived': {
      const inputs = indicator.inputs.map((input) => {
        const before = input.yearsBefore === 1 ? '（上年同期）' : '';
        return `${input.name} = ${input.indicator}${before}`;
      });
      return `${indicator.formula.source}；${inputs.join('，')}`;
    }
    case 'cumulative':
      return `${indicator.of} 自${indicator.from === 'year' ? '年初' : '起始'}累计`;
  }
}
