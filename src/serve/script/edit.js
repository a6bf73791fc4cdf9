// All that a form has beyond itself.

// First, for it is asked first: while the answer is made there is time for the rest.
import './preview.js';
import './grid.js';
import './bank.js';
import './fields.js';

export { begin } from './keep.js';
