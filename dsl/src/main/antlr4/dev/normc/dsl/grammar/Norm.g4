// The norm language.
//
// Comments and blanks never reach the parser; comments are kept for the formatter. Line ends and semicolons reach it as END, and only where they end a
// statement: dev.normc.dsl.parse.Layout stands between lexer and parser. It also balances the brackets and puts an END
// before each `}` and before the end of the file, so that here every statement ends with END and all brackets close.
//
// The words of the language are reserved where they would be ambiguous and names everywhere else (rule `name`). The
// functions, the four reductions and `train` are names like any other to the grammar.

grammar Norm;

tokens { END }

file
    : (END | norm | definition)* EOF
    ;

norm
    : NORM name '(' input (',' input)* ')' body
    ;

input
    : name axes?
    ;

axes
    : '[' axis (',' axis)* ']'
    ;

// `C`; or `C = G*K`: a split, and in the call of a norm the callee's axis with what it stands for.
axis
    : name ('=' expression)?
    ;

definition
    : DEF name axes? '(' name (',' name)* ')' '=' expression END
    ;

body
    : '{' (END | statement)* '}'
    ;

statement
    : PARAM name axes? '=' expression END       # param
    | CONST name '=' expression END             # const
    | DATA name axes? ('=' expression)? END     # data
    | STATE name axes? '=' expression END       # state
    | AXIS name '=' expression END              # axisSize
    | UPDATE name '=' expression END            # update
    | RETURN output (',' output)* END           # return
    | name '=' expression END                   # let
    | definition                                # localDefinition
    | BACKWARD name body END                    # backward
    ;

output
    : (name axes? '=')? expression
    ;

// From the tightest to the loosest.
expression
    : NUMBER                                                                                # literal
    | '(' expression ')'                                                                    # group
    | RUNNING '[' decay=expression ']'
        '(' statistic=expression ',' INIT initial=expression ')'                            # running
    | ITERATE '[' count=expression ']' '(' step=expression ')'                               # iterated
    | function axes? '(' (argument (',' argument)* (WHERE where=expression)?)? ')'          # application
    | name                                                                                  # reference
    | <assoc=right> left=expression operator='^' right=expression                           # binary
    | '-' operand=expression                                                                # negation
    | left=expression operator=('*' | '/') right=expression                                 # binary
    | left=expression operator=('+' | '-') right=expression                                 # binary
    | left=expression operator=('<' | '<=' | '>' | '>=' | '==' | '!=') right=expression     # binary
    | NOT operand=expression                                                                # inversion
    | left=expression operator=AND right=expression                                         # binary
    | left=expression operator=OR right=expression                                          # binary
    | IF condition=expression THEN consequence=expression ELSE alternative=expression       # conditional
    ;

argument
    : (name '=')? expression
    ;

name
    : function
    | RUNNING
    | ITERATE
    ;

// A name that may stand before brackets; `running[` and `iterate[` are always those of the language.
function
    : NAME
    | NORM
    | DEF
    | PARAM
    | CONST
    | DATA
    | STATE
    | AXIS
    | UPDATE
    | BACKWARD
    | INIT
    | WHERE
    ;

NORM     : 'norm';
DEF      : 'def';
PARAM    : 'param';
CONST    : 'const';
DATA     : 'data';
STATE    : 'state';
AXIS     : 'axis';
UPDATE   : 'update';
BACKWARD : 'backward';
RUNNING  : 'running';
ITERATE  : 'iterate';
INIT     : 'init';
WHERE    : 'where';

RETURN : 'return';
IF     : 'if';
THEN   : 'then';
ELSE   : 'else';
AND    : 'and';
OR     : 'or';
NOT    : 'not';

PLUS             : '+';
MINUS            : '-';
TIMES            : '*';
DIVIDE           : '/';
POWER            : '^';
LESS             : '<';
LESS_OR_EQUAL    : '<=';
GREATER          : '>';
GREATER_OR_EQUAL : '>=';
EQUAL            : '==';
NOT_EQUAL        : '!=';
ASSIGN           : '=';
COMMA            : ',';
SEMICOLON        : ';';
LEFT_PARENTHESIS  : '(';
RIGHT_PARENTHESIS : ')';
LEFT_BRACKET      : '[';
RIGHT_BRACKET     : ']';
LEFT_BRACE        : '{';
RIGHT_BRACE       : '}';

// Both are wider than what is allowed, so that a wrong name or number is one token and one error.
NAME   : [\p{Alphabetic}_] [\p{Alphabetic}\p{N}\p{M}_]*;
NUMBER : ([0-9] | '.' [0-9]) ([0-9a-zA-Z_.] | [eE] [+-])*;

NEWLINE : '\r'? '\n' | '\r';
BLANK   : [ \t]+ -> skip;
COMMENT : '//' ~[\r\n]* -> channel(HIDDEN);

// What no program holds, in the pieces in which it is reported: operators, comments and strings of other languages, else runs of
// one character after the other.
FOREIGN
    : '&&' | '||' | '**' | ':=' | '!'
    | [-+*/] '='
    | '#' ~[\r\n]*
    | '"' ~["\r\n]* '"'
    | '/*' .*? '*/'
    | '/*'
    | ~[\p{Alphabetic}\p{N}_ \t\r\n+\-*/^<>=!,;()[\]{}&|:#."]+
    | .
    ;
