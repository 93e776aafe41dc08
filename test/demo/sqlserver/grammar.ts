import { CharStreams, CommonTokenStream } from 'antlr4ts';
import { TSqlLexer } from 'antlr4ts-sql/dist/src/grammar-output/tsql/TSqlLexer.js';
import { TSqlParser } from 'antlr4ts-sql/dist/src/grammar-output/tsql/TSqlParser.js';

/**
 * What the T-SQL grammar of the ANTLR project says against a text: one line per error with its place, none for a good text.
 * It knows nothing of our parser, so that a statement which both accept is not good by one misunderstanding alone.
 */
export function grammarErrors(sql: string): string[] {
  const errors: string[] = [];
  const listener = {
    syntaxError(...[, , line, column, message]: [unknown, unknown, number, number, string]): void {
      // What else could have stood there is a list of all words of the language.
      errors.push(`line ${line}:${column} ${message.replace(/ expecting \{.*/s, '')}`);
    },
  };
  // The lexer of the grammar knows its keywords in upper case only.
  const lexer = new TSqlLexer(CharStreams.fromString(sql.toUpperCase()));
  lexer.removeErrorListeners();
  lexer.addErrorListener(listener);
  const parser = new TSqlParser(new CommonTokenStream(lexer));
  parser.removeErrorListeners();
  parser.addErrorListener(listener);
  parser.tsql_file();
  return errors;
}
