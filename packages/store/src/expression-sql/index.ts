// Expressions as SQL, by the kernel's own table of operators; a property test holds both equal.
export { compileExpression, type SqlContext } from './compile.js';
