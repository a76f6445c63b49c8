@echo off
rem Runs the command normc from its sources: builds it on the first use and whenever a source has changed, then
rem starts it.
rem Exit code 3: it could not be started (no JDK, no Maven, or the build failed); all other codes are the command's own.
rem The script normc does the same for sh. What one of both does, the other has to do.
setlocal EnableExtensions DisableDelayedExpansion

set "root=%~dp0"
if "%root:~-1%"=="\" set "root=%root:~0,-1%"
set "jar=%root%\tools\cli\target\normc.jar"
set "state=%root%\tools\cli\target\launcher"
set "log=%state%\build.log"
set "archive=%state%\classes.jsa"
rem Two commands at the same time each make a list of their own.
set "now=%state%\sources.%random%%random%"
if not exist "%state%\" mkdir "%state%" 2> nul
if not exist "%state%\" (
    echo normc: the folder tools\cli\target\launcher beside this script cannot be made. 1>&2
    exit /b 3
)

call :find_java || exit /b 3
call :check_java || exit /b 3
> "%now%" echo.
if not exist "%now%" (
    echo normc: the folder tools\cli\target\launcher beside this script cannot be written to. 1>&2
    exit /b 3
)
call :sources_changed
if errorlevel 1 (
    call :build_alone || exit /b 3
)

rem Commands that run kernels and the one that goes on for hours get the whole JIT; the others are over before C2
rem has warmed up.
rem Those that compare or train get the Vector API too, and so does a run of kernels with vectors; the JVM says on
rem stderr that it is an incubator. To this script --target=vector is two words.
rem The verb is the first word that is no option: --mode train is none.
set "options=-XX:TieredStopAtLevel=1"
set "verb="
set "vectors="
set "modules="
:choose_options
if "%~1"=="" goto start
set "word=%~1"
if not defined verb if not "%word:~0,1%"=="-" set "verb=%word%"
for %%v in (bench compare experiment gradcheck lsp run train) do if "%verb%"=="%%v" set "options="
for %%v in (bench compare experiment train) do if "%verb%"=="%%v" set "vectors=1"
if "%verb%"=="run" if "%word:~0,6%"=="vector" set "vectors=1"
shift
goto choose_options

:start
if defined vectors if exist "%state%\vector" set "modules=--add-modules jdk.incubator.vector"
rem The JVM's own log would tell on stdout why it does not use an archive.
"%java%" -XX:+UseSerialGC "-XX:SharedArchiveFile=%archive%" -Xlog:disable -Djava.awt.headless=true %options% ^
    %modules% -jar "%jar%" %*
exit /b %errorlevel%

:find_java
if defined JAVA_HOME goto java_of_home
set "java="
for %%j in (java.exe) do set "java=%%~$PATH:j"
if defined java exit /b 0
echo normc: no Java found; install a JDK, 17 or newer, and put it on PATH or set JAVA_HOME. 1>&2
exit /b 1

:java_of_home
set "java=%JAVA_HOME%\bin\java.exe"
if exist "%java%" exit /b 0
echo normc: JAVA_HOME is "%JAVA_HOME%", but there is no bin\java.exe in it; set it to a JDK, 17 or newer. 1>&2
exit /b 1

rem Asking a JVM for its version takes as long as many a command, so each Java is asked once; at the same time, whether
rem it has the module of the Vector API, without which it would not start if it were told to use it.
:check_java
set "known="
for %%j in ("%java%") do set "seen=%%~tj %%~zj %%~fj"
if exist "%state%\modules" if exist "%state%\java" set /p known=< "%state%\java"
if "%known%"=="%seen%" exit /b 0
"%java%" -version > "%state%\version" 2>&1
set "version="
for /f "tokens=3" %%v in ('findstr /c:" version " "%state%\version"') do if not defined version set "version=%%~v"
set "major=0"
for /f "tokens=1,2 delims=.-+_" %%a in ("%version%") do (
    set "major=%%a"
    if "%%a"=="1" set "major=%%b"
)
if %major% lss 17 goto java_too_old
"%java%" --list-modules > "%state%\modules"
if exist "%state%\vector" del "%state%\vector"
findstr /b /c:"jdk.incubator.vector@" "%state%\modules" > nul && copy /y "%state%\modules" "%state%\vector" > nul
> "%state%\java" echo %seen%
exit /b 0

:java_too_old
if not defined version set "version=of an unknown version"
echo normc: "%java%" is Java %version%; a JDK, 17 or newer, is needed. 1>&2
exit /b 1

rem A list of all sources with their sizes and times: whatever comes, goes or changes makes another list.
:sources_changed
call :list_sources > "%now%"
if not exist "%jar%" exit /b 1
if not exist "%state%\sources.built" exit /b 1
fc /b "%now%" "%state%\sources.built" > nul
if errorlevel 1 exit /b 1
del "%now%"
exit /b 0

:list_sources
call :list "%root%" pom.xml
call :list "%root%\.mvn" jvm.config
call :list "%root%\tools" pom.xml
for %%m in (dsl compiler runtime examples tools\lsp tools\cli) do (
    call :list "%root%\%%m" pom.xml
    call :list "%root%\%%m\src\main" *.* /s
)
exit /b 0

rem Robocopy only lists here (/l), and its codes up to 7 are no failures.
:list
robocopy %1 "%state%\nowhere" %2 %3 /l /ts /fp /bytes /nc /ndl /njh /njs
exit /b 0

rem Two commands at the same time must not build in the same place: the second waits, then finds nothing to do. Whoever
rem holds the file open has the lock, and Windows closes it when that process ends, however it ends.
:build_alone
set "locked="
3>&2 2> nul (
    9> "%state%\lock" (
        set "locked=1"
        2>&3 call :build_if_changed
    )
)
if defined locked exit /b %built%
rem A second's sleep; timeout refuses where the input is no console.
ping -n 2 127.0.0.1 > nul
goto build_alone

rem Leaves 0 in built if there is a jar of these sources now, else 1.
:build_if_changed
set "built=0"
call :sources_changed
if not errorlevel 1 exit /b 0
set "built=1"
set "mvn="
for %%m in (mvn.cmd) do set "mvn=%%~$PATH:m"
if not defined mvn (
    echo normc: Maven not found; install Maven, 3.8 or newer, and put mvn on PATH. 1>&2
    del "%now%"
    exit /b 1
)
if exist "%state%\sources.built" (
    echo normc: building ^(sources have changed^)... 1>&2
) else (
    echo normc: building ^(first use, about a minute^)... 1>&2
)
pushd "%root%"
call "%mvn%" -B -ntp -Dstyle.color=never -Dmaven.test.skip=true -pl tools/cli -am package > "%log%" 2>&1 < nul
set "failed=%errorlevel%"
popd
if not "%failed%"=="0" goto build_failed
rem Classes that a short command needs, parsed and verified ahead. A JVM that cannot use the archive goes without it.
"%java%" -XX:+UseSerialGC "-XX:ArchiveClassesAtExit=%archive%" -Xlog:disable ^
    -jar "%jar%" explain LayerNorm --json > nul 2>&1 < nul
rem The list is from before the build: a source that has changed meanwhile is found changed the next time.
move /y "%now%" "%state%\sources.built" > nul
set "built=0"
exit /b 0

:build_failed
del "%now%"
findstr /b /c:"[ERROR]" "%log%" 1>&2
echo normc: the build failed; its whole log is in "%log%". 1>&2
exit /b 1
