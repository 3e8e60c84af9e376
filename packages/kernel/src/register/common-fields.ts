/** The fields that every register has without declaring them (registers.md of the seed). */
import type { Field, Label } from './register.js';

const label = (zh: string, en: string): Label => ({ zh, en });
const base = { aliases: [], required: false, common: true } as const;

/** Where an entry's content comes from; a demo says it of every entry. */
export const ORIGINS = [
  { id: 'named', label: label('原文记载', 'Stated in the source') },
  { id: 'generated', label: label('示例', 'Example') },
] as const;

export const COMMON_FIELDS: readonly Field[] = [
  {
    ...base,
    id: 'record_id',
    type: 'text',
    label: label('记录编号', 'Record no.'),
    aliases: ['编号', '台账编号'],
    required: true,
  },
  {
    ...base,
    id: 'office',
    type: 'text',
    label: label('填报单位', 'Reporting office'),
    aliases: ['责任单位', '报送单位'],
    required: true,
  },
  { ...base, id: 'reported_on', type: 'date', label: label('报送日期', 'Reported on') },
  {
    ...base,
    id: 'document',
    type: 'text',
    label: label('依据文件', 'Document'),
    aliases: ['佐证', '文号'],
  },
  { ...base, id: 'verified_on', type: 'date', label: label('核实日期', 'Verified on') },
  {
    ...base,
    id: 'origin',
    type: 'enum',
    of: ORIGINS,
    label: label('数据来源性质', 'Origin'),
  },
  { ...base, id: 'note', type: 'text', label: label('备注', 'Note'), aliases: ['说明'] },
];
