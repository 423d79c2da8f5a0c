/**
 * Prints one self-contained HTML page as a PDF of A4 pages.
 *
 * @throws ExpectedFailure `missing-part` where nothing here can print.
 */
export type PrintToPdf = (page: string) => Promise<Buffer>;
